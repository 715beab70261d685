import type { Program, Step } from "../dsl/program.ts";

/** One step of a patched program: a step of the seed with other arguments, or a step written out. */
export type PatchStep =
  | { readonly keep: number; readonly args: readonly number[] }
  | Step;

/** How an edited program is made from its seed, step by step; fits any seed of the same ops. */
export interface Patch {
  readonly steps: readonly PatchStep[];
}

/** The patch that makes `edited` of `seed`: steps of equal op and parameters are kept, in order. */
export function patchBetween(seed: Program, edited: Program): Patch {
  const same = (i: number, j: number): boolean => {
    const a = seed.steps[i]!, b = edited.steps[j]!;
    return a.op === b.op && JSON.stringify(a.params) === JSON.stringify(b.params);
  };
  const kept = alignment(seed.steps.length, edited.steps.length, same);
  const steps = edited.steps.map((step, j): PatchStep => {
    const keep = kept.get(j);
    return keep === undefined ? step : { keep, args: step.args };
  });
  return { steps };
}

/** The patch on another seed; `undefined` where that seed lacks a step the patch keeps. */
export function applyPatch(patch: Patch, seed: Program): Program | undefined {
  const steps: Step[] = [];
  for (const step of patch.steps) {
    if (!("keep" in step)) {
      steps.push(step);
      continue;
    }
    const old = seed.steps[step.keep];
    if (old === undefined) return undefined;
    steps.push({ op: old.op, params: old.params, args: step.args });
  }
  return { steps };
}

/** A longest common subsequence: index in the second list → index in the first. */
function alignment(
  first: number,
  second: number,
  same: (i: number, j: number) => boolean,
): Map<number, number> {
  const width = second + 1;
  const lengths = new Uint16Array((first + 1) * width);
  for (let i = first - 1; i >= 0; i--) {
    for (let j = second - 1; j >= 0; j--) {
      lengths[i * width + j] = same(i, j)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const kept = new Map<number, number>();
  for (let i = 0, j = 0; i < first && j < second;) {
    if (same(i, j)) kept.set(j++, i++);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return kept;
}
