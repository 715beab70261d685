import * as z from "zod";
import { digestOf } from "../../substrate/values/digest.ts";
import { EDIT_OPS, type EditOpName, type PayloadOf, PAYLOADS } from "./payloads.ts";

/** How much harm an edit can do: `auto` is gated and kept, `review` and `manual` wait for a person. */
export const RISK_TIERS = ["auto", "review", "manual"] as const;
export type RiskTier = (typeof RISK_TIERS)[number];

/** Which part of a harness an op changes. */
export const PILLARS = ["intelligence", "agent", "tools", "search", "memory", "policy"] as const;
export type EditPillar = (typeof PILLARS)[number];

const proposalFields = {
  /** Clusters it is meant to help. */
  clusterIds: z.array(z.string()).readonly(),
  rationale: z.string(),
  /** The gain in mean score that is expected, where the teacher measured one. */
  expectedGain: z.number().min(-1).max(1).optional(),
  /** Tool calls and traces that speak for it. */
  refs: z.array(z.string()).readonly(),
};

/** An op with its payload: what an edit does, without why. */
export type EditAction = {
  readonly [O in EditOpName]: { readonly op: O; readonly payload: PayloadOf<O> };
}[EditOpName];

/** What a teacher may propose; tier, base and identity are computed, never believed. */
export type EditProposal = EditAction & {
  readonly clusterIds: readonly string[];
  readonly rationale: string;
  readonly expectedGain?: number | undefined;
  readonly refs: readonly string[];
};

/** An edit of a plan. */
export type Edit = EditProposal & {
  /** {@linkcode editIdOf}. */
  readonly id: string;
  readonly pillar: EditPillar;
  readonly riskTier: RiskTier;
  /** Digest of the state it was planned for. */
  readonly baseDigest: string;
};

/** The schema of what an edit does. */
export const editActionSchema: z.ZodType<EditAction> = z.discriminatedUnion(
  "op",
  actions((op, payload) => ({ op, payload })),
) as unknown as z.ZodType<EditAction>;

/** The schema of {@linkcode EditProposal}. */
export const editProposalSchema: z.ZodType<EditProposal> = z.discriminatedUnion(
  "op",
  actions((op, payload) => ({ op, payload, ...proposalFields })),
) as unknown as z.ZodType<EditProposal>;

/** The schema of {@linkcode Edit}. */
export const editSchema: z.ZodType<Edit> = z.discriminatedUnion(
  "op",
  actions((op, payload) => ({
    op,
    payload,
    ...proposalFields,
    id: z.string(),
    pillar: z.enum(PILLARS),
    riskTier: z.enum(RISK_TIERS),
    baseDigest: z.string(),
  })),
) as unknown as z.ZodType<Edit>;

/**
 * The name of an edit: 16 hex digits of the digest of what it does and of the state it was planned for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { editIdOf } from "./edit.ts";
 * const action = {
 *   op: "set_search_budget",
 *   payload: { setting: "nodeBudget", value: 3000 },
 * } as const;
 * assertEquals(editIdOf(action, "base"), editIdOf({ ...action }, "base"));
 * ```
 */
export function editIdOf({ op, payload }: EditAction, baseDigest: string): string {
  return digestOf({ op, payload, baseDigest }).slice(0, 16);
}

type Shape = Record<string, z.ZodType>;

/** One strict object per op, told apart by its name. */
function actions(
  shape: (op: z.ZodLiteral<EditOpName>, payload: z.ZodType) => Shape & { op: z.ZodType },
): [
  z.ZodObject<{ op: z.ZodLiteral<EditOpName> }>,
  ...z.ZodObject<{ op: z.ZodLiteral<EditOpName> }>[],
] {
  const [first, ...rest] = EDIT_OPS.map((op) =>
    z.strictObject(shape(z.literal(op), PAYLOADS[op]))
  ) as unknown as z.ZodObject<{ op: z.ZodLiteral<EditOpName> }>[];
  return [first!, ...rest];
}
