import { assert, assertEquals, assertRejects } from "@std/assert";
import { SPLITS } from "../../../lib/dataset/split.ts";
import {
  type BlameExample,
  type RankingExample,
  rankingExamples,
} from "../../../lib/arc/training/critic_examples.ts";
import { trainCritic } from "../../../lib/arc/training/train_critic.ts";
import { stepFeatures } from "../../../lib/arc/critic/learned/critic_features.ts";
import { learnedCritique } from "../../../lib/arc/critic/learned/learned_critic.ts";
import { critique } from "../../../lib/arc/critic/critic.ts";
import { verify } from "../../../lib/arc/verifier/verify.ts";
import { symbolicModules } from "../../../lib/arc/loop/symbolic_modules.ts";
import { buildTrace } from "../../../lib/arc/trace/build_trace.ts";
import { motions, solve, task } from "../loop/_fakes.ts";

const csa = { pairs: [], pooled: { colour: 0, shape: 0.1, arrangement: 0.3 } };

/** Programs whose second step is always the one to blame. */
const blame = Array.from({ length: 40 }, (_, i): BlameExample => ({
  taskId: `t${i}`,
  split: SPLITS[i % 3]!,
  traceDigest: `d${i}`,
  estimate: i % 2,
  choice: {
    options: stepFeatures({
      program: motions("flip_x", "flip_y", "flip_x"),
      errorType: "cells",
      csa,
      estimate: i % 2,
    }),
    chosen: 1,
  },
}));

/** Pairs of which the one with the smaller error is better, however long it is. */
const ranking = Array.from({ length: 60 }, (_, i): RankingExample => {
  const [good, bad] = [{ arrangement: 0.1 * (i % 3), bits: i % 5 }, { arrangement: 0.5, bits: 2 }];
  const chosen = i % 2;
  const choice = { options: chosen === 0 ? [good, bad] : [bad, good], chosen };
  return {
    taskId: `t${i}`,
    split: SPLITS[i % 3]!,
    traceDigest: `d${i}`,
    seeing: choice,
    blind: choice,
    shorter: undefined,
  };
});

Deno.test("trainCritic() learns order and blame, and reports the baselines beside them", async () => {
  const { trained, critic } = await trainCritic({ ranking, blame }, { seed: 1 });
  const { metrics } = trained;
  assertEquals([metrics["rankingAccuracy"], metrics["rankingShorterAccuracy"]], [1, 0.5]);
  assertEquals(
    [metrics["blameTop1"], metrics["blameFirstStep"], metrics["blameLastStep"]],
    [1, 0, 0],
  );
  assert(critic.ranking.weights["arrangement"]! < 0);
  assertEquals(
    (await trainCritic({ ranking, blame }, { seed: 1 })).critic,
    critic,
    "same rows and seed, same weights",
  );
});

Deno.test("trainCritic() says what kind of rows is missing", async () => {
  await assertRejects(
    () => trainCritic({ ranking: [], blame }, { seed: 1 }),
    Error,
    "expected ranking rows in the train and validation splits, found 0 and 0",
  );
});

Deno.test("a learned critic blames another step, and leaves fits and error analysis alone", async () => {
  const { critic } = await trainCritic({ ranking, blame }, { seed: 1 });
  const flip = task("flip", ["123>321", "456>654"], ["78"]);
  const learned = learnedCritique(critic);
  const wrong = motions("flip_x", "turn90", "flip_x");
  const seen = verify(wrong, flip);
  const plain = critique(wrong, flip, seen), other = learned(wrong, flip, seen);
  assertEquals(other.csa, plain.csa);
  assertEquals(other.blame, { stage: "ruler", step: 1 });
  assert(other.score > 0 && other.score < 1);
  const right = verify(motions("flip_x"), flip);
  assertEquals(learned(motions("flip_x"), flip, right).score, 1);
});

Deno.test("rankingExamples() cuts a trace into choices of two, with the better one chosen", () => {
  const flip = task("flip", ["120>021", "450>054"], ["78"]);
  const modules = symbolicModules();
  const { solution } = solve(flip, modules, { nodeBudget: 2000, keptDrafts: 6, editsPerSeed: 2 });
  const trace = buildTrace(flip, solution, {
    runId: "r",
    namespace: "n",
    seed: 0,
    nodeBudget: 2000,
    modules,
  });
  const rows = rankingExamples(trace, 1);
  assert(rows.length > 0);
  for (const { seeing, blind } of rows) {
    assertEquals([seeing.options.length, blind.options.length], [2, 2]);
    assert(!("log error" in blind.options[0]!), "what has not run has no errors");
  }
});
