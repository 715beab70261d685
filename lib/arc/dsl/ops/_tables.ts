import * as z from "zod";

/** Parameter schema: rows of whole numbers, a look-up table or a small literal grid. */
export const table: z.ZodType<readonly (readonly number[])[]> = z.array(z.array(z.int()));

/** Parameter schema: a list of whole numbers. */
export const numbers: z.ZodType<readonly number[]> = z.array(z.int());
