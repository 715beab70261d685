import type { LearnerSpec } from "./cell_learner.ts";

/** The ways of learning that are tried, most promising first; trees are cheap, forests cost about ten times more. */
export const CELL_VARIANTS: readonly LearnerSpec[] = [
  variant("tree", false, true, true),
  variant("tree", true, true, true),
  variant("tree", false, false, true),
  variant("tree", true, false, true),
  variant("forest", false, true, true),
  variant("forest", true, false, true),
  variant("forest", false, false, true),
  variant("forest", true, true, true),
  variant("tree", false, false, false),
  variant("tree", true, false, false),
  variant("forest", false, false, false),
];

function variant(
  kind: "tree" | "forest",
  invariant: boolean,
  shared: boolean,
  copies: boolean,
): LearnerSpec {
  const words = [kind, invariant && "invariant", shared && "shared", copies && "copies"];
  return {
    name: words.filter((word) => word !== false).join(" "),
    kind,
    invariant,
    shared,
    copies,
    trees: 30,
  };
}

/** The ways of learning a repair: small trees only, since they follow another program. */
export const RESIDUAL_VARIANTS: readonly LearnerSpec[] = CELL_VARIANTS.slice(0, 4);

/** The ways of learning over an input and a hint: the trees that copy colours. */
export const HINT_VARIANTS: readonly LearnerSpec[] = CELL_VARIANTS.slice(0, 2);
