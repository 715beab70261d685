import type { Features } from "../../../substrate/learn/choice.ts";
import { descriptionLength, type Program } from "../../dsl/program.ts";
import type { ErrorType } from "../../verifier/verdict.ts";
import type { Csa, CsaParts } from "../critique.ts";

/** Names what a learned critic reads; changes whenever a feature could. */
export const CRITIC_FEATURES = "critic_features/1";

/**
 * What a learned critic reads of a candidate that has run: its primitives, its length, and its colour, shape
 * and arrangement errors, pooled and by pair. The verifier's own features, which decide the comparator's
 * order, are not read.
 */
export function candidateFeatures(program: Program, csa: Csa): Features {
  return { ...lengthFeatures(program), ...errorFeatures(csa), ...opFeatures(program) };
}

/**
 * All that is known of a candidate before it has run: its primitives alone, in order and crossed with fact
 * tokens, words among its parameters, and its length.
 */
export function blindFeatures(program: Program, tokens: readonly string[]): Features {
  const features: { [name: string]: number } = {
    ...lengthFeatures(program),
    ...opFeatures(program),
  };
  let before = "";
  for (const { op, params } of program.steps) {
    features[`${before}>${op}`] = 1;
    before = op;
    for (const token of tokens) features[`${op}|${token}`] = 1;
    for (const name in params) {
      if (typeof params[name] === "string") features[`${op}.${name}=${params[name]}`] = 1;
    }
  }
  features[`${before}>`] = 1;
  return features;
}

function lengthFeatures(program: Program): Features {
  const { length } = program.steps;
  return {
    steps: length / 4,
    bits: descriptionLength(program) / 128,
    ...(length === 0 ? { empty: 1 } : {}),
  };
}

function opFeatures(program: Program): Features {
  return Object.fromEntries(program.steps.map(({ op }) => [`op ${op}`, 1]));
}

/** Errors as shares and as logarithms, for small ones differ by factors: 1 % is far from 2 %. */
function errorFeatures({ pooled, pairs }: Csa): Features {
  const mean = ({ colour, shape, arrangement }: CsaParts) => (colour + shape + arrangement) / 3;
  const errors = pairs.map(mean);
  const log = (share: number) => Math.log2(share + 1 / 1024) / 10;
  return {
    ...pooled,
    "log error": log(mean(pooled)),
    "log colour": log(pooled.colour),
    "log shape": log(pooled.shape),
    "log arrangement": log(pooled.arrangement),
    "log best pair": log(Math.min(...errors)),
    "log worst pair": log(Math.max(...errors)),
    "pairs without error": errors.filter((error) => error === 0).length /
      Math.max(1, errors.length),
  };
}

/** What is known of a candidate when a step is to be blamed. */
export interface Blamed {
  readonly program: Program;
  readonly errorType: ErrorType;
  readonly csa: Csa;
  /** The step that the symbolic critic estimates. */
  readonly estimate: number;
}

/** What a learned blame head reads of each step, in the order of the steps. */
export function stepFeatures({ program, errorType, csa, estimate }: Blamed): Features[] {
  const { steps } = program;
  const { colour, shape, arrangement } = csa.pooled;
  const main = colour >= shape && colour >= arrangement
    ? "colour"
    : shape >= arrangement
    ? "shape"
    : "arrangement";
  return steps.map(({ op, params }, i) => {
    const after = steps[i + 1]?.op ?? "end";
    const off = Math.max(-3, Math.min(3, i - estimate));
    return {
      [op]: 1,
      [`${steps[i - 1]?.op ?? "start"}>${op}`]: 1,
      [`${op}>${after}`]: 1,
      [`${op}|${errorType}`]: 1,
      [`${op}|${main}`]: 1,
      [`at ${Math.min(i, 4)}`]: 1,
      [`at ${Math.min(i, 4)}|${errorType}`]: 1,
      [`from end ${Math.min(steps.length - 1 - i, 4)}`]: 1,
      [`estimate ${off}`]: 1,
      [`${op}|estimate ${off}`]: 1,
      ...(Object.keys(params).length === 0 ? { "no parameters": 1 } : {}),
    };
  });
}
