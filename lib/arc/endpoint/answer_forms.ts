import * as z from "zod";
import type { EndpointModule } from "./endpoint_settings.ts";

/** A name with a value; endpoints that check schemas know no objects with free names. */
const named = z.strictObject({
  name: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]),
});

/** What a describer's model answers. */
export const factsForm = z.strictObject({
  facts: z.array(z.strictObject({ kind: z.string(), args: z.array(named) })),
});

/** What a ruler's model answers. */
export const programsForm = z.strictObject({ programs: z.array(z.string()) });

/** What a critic's model answers. */
export const directivesForm = z.strictObject({
  directives: z.array(z.strictObject({ op: z.string(), step: z.int(), hint: z.array(named) })),
});

/** The form of each module's answers, by the name that the endpoint is told. */
export const answerForms: {
  readonly [M in EndpointModule]: { readonly form: string; readonly answer: z.ZodType };
} = {
  describer: { form: "facts", answer: factsForm },
  ruler: { form: "programs", answer: programsForm },
  student: { form: "programs", answer: programsForm },
  critic: { form: "directives", answer: directivesForm },
};
