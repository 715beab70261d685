/** Where a candidate went wrong: a stage and, for the ruler, the 0-based first bad step; −1 where nothing is wrong. */
export interface BlameLocus {
  readonly stage: "describer" | "ruler" | "apply" | "none";
  readonly step: number;
}

/** Error mass of one pair, each in [0,1]: palette, object shape, placement. All 0 where the prediction is exact. */
export interface CsaParts {
  readonly colour: number;
  readonly shape: number;
  readonly arrangement: number;
}

/** Colour–shape–arrangement analysis: per pair and pooled. */
export interface Csa {
  readonly pairs: readonly CsaParts[];
  readonly pooled: CsaParts;
}

/** The deterministic critic's view of one verified candidate. `score` is in [0,1]. */
export interface Critique {
  readonly score: number;
  readonly blame: BlameLocus;
  readonly csa: Csa;
}

/** What the critic asks the next edit to do; `directiveId` is the digest of seed and request. */
export interface Directive {
  readonly directiveId: string;
  readonly seedId: string;
  /** The edit to make, e.g. `mutate_param`, `recolour`, `residual_rule`. */
  readonly op: string;
  readonly locus: BlameLocus;
  /** Machine-readable advice, e.g. `{"from":3,"to":5}`. */
  readonly hint: { readonly [name: string]: number | string | boolean };
}
