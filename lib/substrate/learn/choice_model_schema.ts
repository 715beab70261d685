import * as z from "zod";
import type { ChoiceModel } from "./choice_model.ts";

/** The schema of a fitted model, as module specs hold it. */
export const choiceModelSchema: z.ZodType<ChoiceModel> = z.strictObject({
  weights: z.record(z.string(), z.number()),
  temperature: z.number().positive(),
});
