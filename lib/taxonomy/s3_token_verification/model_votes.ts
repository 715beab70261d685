import * as z from "zod";
import type { AnswerForm, PhaseContext } from "../phases/phase.ts";
import type { Candidate } from "../records/candidate.ts";

const answer = z.strictObject({
  isConcept: z.boolean(),
  reason: z.string().max(300),
});

/** The form in which a model says whether a label names a concept. */
export const verifierForm: AnswerForm = { form: "concept_vote", answer };

/** What the votes on a label came to. */
export interface Votes {
  readonly yes: number;
  /** Answers that came; a call that failed is no vote. */
  readonly cast: number;
  readonly reasons: readonly string[];
}

/** Asks a model about a label, several times over. */
export async function askVotes(
  { ask }: Pick<PhaseContext, "ask">,
  { label, parentAnchors }: Candidate,
  votes: number,
): Promise<Votes> {
  const parent = parentAnchors[0]?.text;
  const under = parent === undefined ? "" : ` It would stand below "${parent}".`;
  const messages = [
    {
      role: "system" as const,
      content:
        "You check labels of a taxonomy. Say whether the label is an established name of a " +
        "concept, not a fragment, a person, a venue or a general word.",
    },
    { role: "user" as const, content: `Label: "${label}".${under}` },
  ];
  let yes = 0, cast = 0;
  const reasons: string[] = [];
  for (let trial = 0; trial < votes; trial++) {
    const reply = await ask({ module: "verifier", messages, trial });
    if (!reply.ok) {
      reasons.push(reply.reason);
      continue;
    }
    const { isConcept, reason } = answer.parse(reply.value);
    cast++;
    if (isConcept) yes++;
    reasons.push(reason);
  }
  return { yes, cast, reasons };
}
