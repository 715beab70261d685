import * as z from "zod";
import type { AnswerForm, PhaseContext } from "../phases/phase.ts";
import type { SourceRecord } from "../records/source_record.ts";
import { type Statement, statementsOf } from "../text/statement.ts";

const answer = z.strictObject({
  terms: z.array(z.strictObject({
    /** A name in the text. */
    label: z.string().min(1).max(120),
    /** What the text says it is, in its own words. */
    definition: z.string().max(1000),
  })).max(40),
});

/** The form in which a model answers what a text defines. */
export const extractorForm: AnswerForm = { form: "defined_terms", answer };

/** What a record says, or why that could not be found out. */
export type Extraction =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly reason: string };

const TASK =
  'List the terms that the text defines or places under a broader term. For each give its label and, as "definition", ' +
  'the words that say what it is, beginning with the broader term, such as "a branch of physics that studies light". ' +
  "Take nothing that is not in the text.";

/** Reads statements from records: by a model where one stands in, by patterns otherwise. */
export function statementExtractor(
  context: Pick<PhaseContext, "has" | "ask">,
): (record: SourceRecord) => Promise<Extraction> {
  if (!context.has("extractor")) {
    return ({ text }) => Promise.resolve({ ok: true, statements: statementsOf(text) });
  }
  return async ({ text }) => {
    const messages = [
      { role: "system" as const, content: TASK },
      { role: "user" as const, content: text },
    ];
    const reply = await context.ask({ module: "extractor", messages, trial: 0 });
    if (!reply.ok) return reply;
    const { terms } = answer.parse(reply.value);
    return {
      ok: true,
      statements: terms.map(({ label, definition }) => ({ heads: [label], definition })),
    };
  };
}
