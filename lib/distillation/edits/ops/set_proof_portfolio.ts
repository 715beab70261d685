import { setValue, valueAt } from "../../state/document.ts";
import { documentIn, type EditOp } from "../edit_op.ts";

const PATH = "proof/portfolio.jsonc";
/** Heartbeats that grow beyond this many times may make every later run dear. */
const STEEP = 10;

/** Says which proof strategies are tried, in which order, and what each may spend on a goal. */
export const setProofPortfolio: EditOp<"set_proof_portfolio"> = {
  op: "set_proof_portfolio",
  pillar: "search",
  tier: ({ heartbeats }, files) => {
    if (heartbeats === undefined) return "auto";
    const now = valueAt(documentIn(files, PATH), ["heartbeats"]);
    return typeof now === "number" && heartbeats > STEEP * Math.max(1, now) ? "review" : "auto";
  },
  validate: () => undefined,
  apply: ({ strategies, heartbeats }, files) => {
    let after = files.read(PATH) ?? "{}\n";
    if (strategies !== undefined) after = setValue(PATH, after, ["strategies"], strategies);
    if (heartbeats !== undefined) after = setValue(PATH, after, ["heartbeats"], heartbeats);
    return [{ path: PATH, after }];
  },
};
