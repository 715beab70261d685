import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Choice,
  type EpochReport,
  fitChoiceModel,
  measureChoices,
  pairedBootstrap,
  probabilities,
} from "../../../lib/substrate/learn/mod.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

/** Choices between four options drawn from a known conditional logit. */
function sampleChoices(count: number, seed: string, sharpness = 1): Choice[] {
  const prng = createPrng(seed);
  const truth = {
    weights: { a: 2 * sharpness, b: -1 * sharpness, c: 0.5 * sharpness },
    temperature: 1,
  };
  return Array.from({ length: count }, () => {
    const options = Array.from({ length: 4 }, () => ({
      a: prng.next(),
      b: prng.next(),
      c: prng.next(),
      noise: prng.next(),
    }));
    let rest = prng.next();
    const chosen = probabilities(truth, options).findIndex((share) => (rest -= share) < 0);
    return { options, chosen: Math.max(0, chosen) };
  });
}

Deno.test("a fit recovers the direction of every weight and leaves noise near zero", async () => {
  const train = sampleChoices(4000, "train"), held = sampleChoices(1000, "held");
  const { model } = await fitChoiceModel(() => train, () => held, { prng: createPrng(1) });
  const { a = 0, b = 0, c = 0, noise = 0 } = model.weights;
  assert(a > 1.2 && b < -0.5 && c > 0.1, JSON.stringify(model));
  assert(Math.abs(noise) < 0.3);
});

Deno.test("a fitted model beats a uniform guess on choices it has not seen and is calibrated", async () => {
  const train = sampleChoices(4000, "train", 3), held = sampleChoices(1000, "held", 3);
  const test = sampleChoices(1000, "test", 3);
  const { model } = await fitChoiceModel(() => train, () => held, { prng: createPrng(1) });
  const metrics = await measureChoices(model, () => test);
  assert(metrics.logLoss < metrics.uniformLogLoss - 0.2);
  assert(metrics.accuracy > 0.5);
  assert(metrics.calibrationError < 0.06, String(metrics.calibrationError));
});

Deno.test("the same data and seed give the same weights to the last bit", async () => {
  const train = sampleChoices(300, "x"), held = sampleChoices(100, "y");
  const fit = () => fitChoiceModel(() => train, () => held, { prng: createPrng(5), epochs: 3 });
  assertEquals(JSON.stringify(await fit()), JSON.stringify(await fit()));
});

Deno.test("fitting stops early when the validation loss no longer falls", async () => {
  const train = sampleChoices(60, "few"), held = sampleChoices(200, "held");
  const reports: EpochReport[] = [];
  const { epochsRun, bestEpoch } = await fitChoiceModel(() => train, () => held, {
    prng: createPrng(1),
    epochs: 500,
    patience: 2,
    onEpoch: (report) => reports.push(report),
  });
  assert(epochsRun < 500);
  assertEquals(reports.length, epochsRun);
  assertEquals(reports.findLast((report) => report.best)?.epoch, bestEpoch);
});

Deno.test("asynchronous sources are read anew for every epoch", async () => {
  const held = sampleChoices(50, "held");
  let opened = 0;
  async function* stream() {
    opened++;
    for (const choice of held) yield await Promise.resolve(choice);
  }
  await fitChoiceModel(stream, () => held, { prng: createPrng(1), epochs: 2, patience: 5 });
  assertEquals(opened, 2);
});

Deno.test("a perfectly separable ranking is learned without overflow", async () => {
  const pairs: Choice[] = [{ options: [{ x: 1e6 }, { x: -1e6 }], chosen: 0 }];
  const { model } = await fitChoiceModel(() => pairs, () => pairs, { prng: createPrng(1) });
  assertAlmostEquals(probabilities(model, pairs[0]!.options)[0]!, 1, 1e-6);
});

Deno.test("empty sources, a chosen option that is not there, and an abort end the fit with their reason", async () => {
  const one: Choice[] = [{ options: [{ x: 1 }, {}], chosen: 0 }];
  const options = { prng: createPrng(1) };
  await assertRejects(() => fitChoiceModel(() => [], () => one, options), RangeError, "training");
  await assertRejects(
    () => fitChoiceModel(() => one, () => [], options),
    RangeError,
    "at least one",
  );
  const bad: Choice[] = [{ options: [{ x: 1 }], chosen: 3 }];
  await assertRejects(() => fitChoiceModel(() => bad, () => one, options), RangeError, "found 3");
  const signal = AbortSignal.abort();
  await assertRejects(
    () => fitChoiceModel(() => one, () => one, { ...options, signal }),
    DOMException,
  );
});

Deno.test("draws count as a share of a hit, so that a model of zeros scores as a uniform guess", async () => {
  const choices = sampleChoices(200, "z");
  const metrics = await measureChoices({ weights: {}, temperature: 1 }, () => choices);
  assertAlmostEquals(metrics.accuracy, 0.25);
  assertAlmostEquals(metrics.logLoss, metrics.uniformLogLoss);
});

Deno.test("a paired bootstrap of no difference spans zero and refuses unequal, empty or broken lists", () => {
  const prng = createPrng(3);
  const before = Array.from({ length: 200 }, () => prng.next());
  const after = before.map((_, i) => before[(i + 7) % before.length]!);
  const interval = pairedBootstrap(before, after, { prng: createPrng(1) });
  assert(interval.low < 0 && interval.high > 0);
  assertThrows(() => pairedBootstrap([1], [1, 2], { prng }), RangeError);
  assertThrows(() => pairedBootstrap([], [], { prng }), RangeError);
  assertThrows(() => pairedBootstrap([1], [NaN], { prng }), RangeError, "NaN");
});
