import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { createPrng, type Prng } from "../../../lib/substrate/values/prng.ts";
import {
  compareCandidates,
  compareFeatures,
  levelsOf,
  verifierScoreOf,
} from "../../../lib/arc/verifier/comparator.ts";
import { FEATURE_NAMES } from "../../../lib/arc/verifier/features.ts";

/** A vector as tasks with 1–6 pairs give them: shares k/n, means of fractions, whole bits. */
function randomVector(prng: Prng): number[] {
  const n = prng.between(1, 6);
  const exact = prng.below(n + 1);
  const share = () => prng.below(4) === 0 ? prng.below(2) : prng.next();
  const mean = () => (exact + (n - exact) * (exact === n ? 0 : share() * 0.999)) / n;
  const shape = prng.between(exact, n) / n;
  return [exact / n, shape, mean(), mean(), mean(), prng.below(4) / 3, prng.below(400)];
}

function vectors(count: number): number[][] {
  const prng = createPrng("comparator");
  return Array.from({ length: count }, () => randomVector(prng));
}

Deno.test("any two candidates compare, and the other way round with the opposite sign", () => {
  const all = vectors(2000);
  for (let i = 1; i < all.length; i++) {
    const a = { candidateId: `${i}`, featureVec: all[i]! };
    const b = { candidateId: `${i - 1}`, featureVec: all[i - 1]! };
    const there = Math.sign(compareCandidates(a, b)), back = Math.sign(compareCandidates(b, a));
    assert(there !== 0);
    assertEquals(there, -back);
    assertEquals(compareCandidates(a, { ...a, featureVec: [...a.featureVec] }), 0);
  }
});

Deno.test("the order is transitive: a sorted list is in order at every distance", () => {
  const sorted = vectors(600).map((featureVec, i) => ({
    candidateId: `${i % 300}/${i}`,
    featureVec,
  }))
    .sort(compareCandidates);
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      assertLess(compareCandidates(sorted[i]!, sorted[j]!), 0);
    }
  }
});

Deno.test("the order does not depend on the order of arrival", () => {
  const all = vectors(500).map((featureVec, i) => ({ candidateId: `${i}`, featureVec }));
  const prng = createPrng(3);
  const first = prng.shuffled(all).sort(compareCandidates).map((c) => c.candidateId);
  const second = prng.shuffled(all).sort(compareCandidates).map((c) => c.candidateId);
  assertEquals(first, second);
});

Deno.test("the score rises exactly when the comparator says better, and stays in [0,1]", () => {
  const all = vectors(3000);
  for (let i = 1; i < all.length; i++) {
    const a = all[i]!, b = all[i - 1]!;
    const [sa, sb] = [verifierScoreOf(a), verifierScoreOf(b)];
    assert(sa >= 0 && sa <= 1);
    assertEquals(Math.sign(sa - sb), Math.sign(-compareFeatures(a, b)), `${a} against ${b}`);
    assertEquals(sa === sb, levelsOf(a).join() === levelsOf(b).join());
  }
});

Deno.test("whatever fits every pair beats whatever does not", () => {
  const all = vectors(3000);
  const fits = all.filter(([exact]) => exact === 1), partial = all.filter(([exact]) => exact !== 1);
  assert(fits.length > 100 && partial.length > 100);
  const worstFit = Math.min(...fits.map(verifierScoreOf));
  assertLess(Math.max(...partial.map(verifierScoreOf)), worstFit);
});

Deno.test("one level of cell accuracy is worth more than 1e-6 and all tie-breaks together less", () => {
  const base = [0.5, 1, 0.5, 0.5, 0, 0, 1e6];
  const tied = verifierScoreOf([0.5, 1, 0.5, 0.5, 1, 1, 0]) - verifierScoreOf(base);
  const level = verifierScoreOf([0.5, 1, 0.5, 0.5 + 1 / 63, 0, 0, 1e6]) - verifierScoreOf(base);
  assert(tied > 0 && tied < 1e-6, `${tied}`);
  assert(level > 1.9e-6, `${level}`);
});

Deno.test("only a share of 1 reaches a feature's top level, for any number of pairs", () => {
  for (let n = 1; n <= 40; n++) {
    for (let k = 0; k <= n; k++) {
      const [exact] = levelsOf([k / n, 1, 1, 1, 1, 1, 0]);
      assertEquals(exact, Math.floor(24 * k / n));
    }
  }
});

Deno.test("a shorter program wins between equals, then the smaller id", () => {
  const long = { candidateId: "a", featureVec: [1, 1, 1, 1, 1, 1, 200] };
  const short = { candidateId: "b", featureVec: [1, 1, 1, 1, 1, 1, 20] };
  assertLess(compareCandidates(short, long), 0);
  assertLess(compareCandidates({ ...short, candidateId: "a" }, short), 0);
});

Deno.test("a vector of another version or with a number that is none is refused", () => {
  assertThrows(() => levelsOf([1, 1]), RangeError, `Expected ${FEATURE_NAMES.length} features`);
  assertThrows(() => levelsOf([NaN, 1, 1, 1, 1, 1, 1]), RangeError, "exactPairs");
  assertThrows(() => levelsOf([1, 1, 1, 1, 1, 1, -1]), RangeError, "descriptionBits");
});
