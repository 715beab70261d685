import * as z from "zod";
import type { MicroTactics } from "../../proof/strategies/micro/micro.ts";
import { stateDocument } from "../state_document.ts";

/** Where a state keeps its portfolio. */
export const PORTFOLIO = "proof/portfolio.jsonc";

const tactics = z.array(z.string().min(1)).readonly();

const portfolioSchema = z.strictObject({
  strategies: z.array(z.string().min(1)).min(1).readonly(),
  heartbeats: z.int().min(1),
  tactics: z.strictObject({ whole: tactics, cheap: tactics, costly: tactics }),
});

/** What a harness state says of proof search. */
export interface ProofPortfolio {
  /** Names of strategies, in the order in which they are tried on every goal. */
  readonly strategies: readonly string[];
  /** Thousands that each strategy may spend on a goal. */
  readonly heartbeats: number;
  /** The tactics of `micro`. */
  readonly tactics: MicroTactics;
}

/**
 * Reads `proof/portfolio.jsonc` of a state.
 *
 * @throws {UserError} exit 2, naming file, line and field.
 */
export async function readPortfolio(stateFolder: string): Promise<ProofPortfolio> {
  return await stateDocument(stateFolder, PORTFOLIO, portfolioSchema);
}
