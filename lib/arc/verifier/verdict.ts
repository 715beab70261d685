/** How a prediction misses, worst first; `ok` is an exact match. */
export const ERROR_TYPES = ["runtime", "shape", "palette", "cells", "ok"] as const;

/** One of {@linkcode ERROR_TYPES}. */
export type ErrorType = (typeof ERROR_TYPES)[number];

/** How a program did on one train pair. `cellAccuracy` is in [0,1], 0 where shapes differ. */
export interface PairVerdict {
  readonly shapeOk: boolean;
  readonly paletteOk: boolean;
  readonly cellAccuracy: number;
  readonly errorType: ErrorType;
  readonly message?: string;
}

/** How a program did on all train pairs; `errorType` is the worst of the pairs'. */
export interface Verdict {
  readonly pairs: readonly PairVerdict[];
  readonly errorType: ErrorType;
}
