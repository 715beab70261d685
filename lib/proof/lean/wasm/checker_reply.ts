import { z } from "zod";

const names = z.array(z.string());
const goals = z.array(z.string());

/** The first line that the checker prints. */
export const checkerReady = z.object({
  ready: z.literal(true),
  version: z.string(),
  commit: z.string(),
});

/** What the checker says to a request; `gone` for a state that it no longer keeps. */
export const checkerReply = z.intersection(
  z.object({ id: z.string(), heartbeats: z.number().int().nonnegative() }),
  z.discriminatedUnion("verdict", [
    z.object({
      verdict: z.literal("proved"),
      axioms: names,
      used: names,
      state: z.number().int().optional(),
      goals: goals.optional(),
    }),
    z.object({ verdict: z.literal("open"), state: z.number().int(), goals }),
    z.object({ verdict: z.enum(["failed", "forbidden", "timeout"]), error: z.string() }),
    z.object({ verdict: z.enum(["gone", "done"]) }),
    z.object({ verdict: z.literal("normal"), text: z.string() }),
    z.object({
      verdict: z.literal("listed"),
      theorems: z.array(z.object({ name: z.string(), statement: z.string() })),
      next: z.number().int(),
      whole: z.boolean(),
      module: z.string(),
      modules: z.number().int(),
    }),
  ]),
);

/** A parsed {@linkcode checkerReply}. */
export type CheckerReply = z.output<typeof checkerReply>;
