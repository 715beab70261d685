import * as z from "zod";

/** The schema of {@linkcode Trigger}. */
export const triggerSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("scheduled"),
    metadata: z.strictObject({ cron: z.string(), newTraceCount: z.int().min(0) }),
  }),
  z.strictObject({
    kind: z.literal("cluster"),
    metadata: z.strictObject({
      description: z.string(),
      traceIds: z.array(z.string()).readonly(),
      failureRate: z.number().min(0).max(1),
    }),
  }),
  z.strictObject({
    kind: z.literal("user_flag"),
    metadata: z.strictObject({ traceId: z.string() }),
  }),
  z.strictObject({ kind: z.literal("on_demand"), metadata: z.strictObject({}) }),
]);

/** What set a session off. */
export type Trigger = z.output<typeof triggerSchema>;
