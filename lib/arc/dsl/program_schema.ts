import * as z from "zod";
import type { Json } from "../../substrate/values/canonical_json.ts";
import type { Params } from "./op.ts";
import type { Program } from "./program.ts";

// Programs come out of JSON.parse, so their parameters are JSON already.
const params = z.record(z.string(), z.unknown() as unknown as z.ZodType<Json>) as z.ZodType<Params>;

/** The shape of a program as JSON, in traces and datasets; `checkProgram` says whether it is well typed. */
export const programSchema: z.ZodType<Program> = z.strictObject({
  steps: z.array(z.strictObject({
    op: z.string().min(1),
    args: z.array(z.int().min(0)),
    params,
  })),
});
