import { baseTaskId } from "../../dataset/base_task_id.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import type { Choice, Features } from "../../substrate/learn/choice.ts";
import { factFeatures } from "../describer/learned/relevance.ts";
import { factTokens } from "../ruler/prior/fact_tokens.ts";
import type { Trace } from "../trace/trace.ts";

/** The facts of one task, and the families that fit it. */
export interface DescribedTask {
  readonly taskId: string;
  readonly traceDigest: string;
  readonly split: Split;
  readonly facts: readonly { readonly tokens: readonly string[]; readonly features: Features }[];
  readonly searched: ReadonlySet<string>;
  readonly fitting: ReadonlySet<string>;
}

/** What a describer learns from a trace; `undefined` without searches or candidates. */
export function describedTask(trace: Trace): DescribedTask | undefined {
  const pairs = trace.iterations[0]?.candidates[0]?.verify.pairs.length;
  const searches = trace.iterations.flatMap((turn) => turn.searches ?? []);
  if (pairs === undefined || searches.length === 0) return undefined;
  const features = factFeatures(trace.facts, pairs);
  return {
    taskId: trace.taskId,
    traceDigest: trace.digest,
    split: splitOf(baseTaskId(trace.taskId)),
    facts: trace.facts.map((fact, i) => ({
      tokens: factTokens([fact], pairs),
      features: features[i]!,
    })),
    searched: new Set(searches.map(({ family }) => family)),
    fitting: new Set(searches.filter(({ fits }) => fits > 0).map(({ family }) => family)),
  };
}

/** A fact is relevant when a family that fits is this much likelier, in bits, where the fact is stated. */
const RELEVANT_BITS = 0.5;
/** Tasks with a fact below this say too little. */
const FEWEST_TASKS = 4;

/**
 * Every fact of solved tasks as a binary choice, option 0 standing for relevant.
 *
 * The label is measured: the pointwise mutual information, over `counted`, of one of the fact's tokens with
 * a family that fits the task is at least half a bit.
 */
export function relevanceChoices(
  tasks: readonly DescribedTask[],
  counted: readonly DescribedTask[],
): Choice[] {
  const bits = informationOf(counted);
  return tasks.filter(({ fitting }) => fitting.size > 0).flatMap(({ facts, fitting }) =>
    facts.map(({ tokens, features }) => {
      const relevant = tokens.some((token) =>
        [...fitting].some((family) => bits(token, family) >= RELEVANT_BITS)
      );
      return { options: [features, {}], chosen: relevant ? 0 : 1 };
    })
  );
}

interface Tally {
  searched: number;
  fits: number;
}

/** log2 of P(family fits | token) over P(family fits), each with one try added. */
function informationOf(tasks: readonly DescribedTask[]): (token: string, family: string) => number {
  const tallies = new Map<string, Tally>();
  const count = (key: string, fits: boolean): void => {
    const tally = tallies.get(key) ?? { searched: 0, fits: 0 };
    tallies.set(key, tally);
    tally.searched++;
    if (fits) tally.fits++;
  };
  for (const { facts, searched, fitting } of tasks) {
    const tokens = new Set(facts.flatMap((fact) => fact.tokens));
    for (const family of searched) {
      const fits = fitting.has(family);
      count(family, fits);
      for (const token of tokens) count(`${family}|${token}`, fits);
    }
  }
  const rate = ({ fits, searched }: Tally, prior: number) => (fits + prior) / (searched + 1);
  return (token, family) => {
    const all = tallies.get(family), some = tallies.get(`${family}|${token}`);
    if (all === undefined || some === undefined || some.searched < FEWEST_TASKS) return 0;
    const base = rate(all, 0.5);
    return Math.log2(rate(some, base) / base);
  };
}
