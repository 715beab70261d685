import { type EditOp, settingValue } from "../edit_op.ts";

/** Says which proof strategies are tried, and in which order. */
export const setProofPortfolio: EditOp<"set_proof_portfolio"> = {
  op: "set_proof_portfolio",
  pillar: "search",
  tier: () => "auto",
  validate: () => undefined,
  apply: ({ strategies }, files) =>
    settingValue(files, "proof/portfolio.jsonc", ["strategies"], strategies),
};
