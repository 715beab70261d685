import { assert, assertEquals } from "@std/assert";
import { rankingKind, rankingPairs } from "../../../lib/arc/datasets/mod.ts";
import { compareFeatures } from "../../../lib/arc/verifier/comparator.ts";
import { TRACES } from "./_saved_traces.ts";

Deno.test("rankingPairs() pairs every two candidates of a turn once, or counts them as a tie", () => {
  for (const trace of TRACES) {
    let ties = 0;
    const pairs = [...rankingPairs(trace, { onTie: () => ties++ })];
    const expected = trace.iterations.reduce(
      (sum, { candidates: { length } }) => sum + length * (length - 1) / 2,
      0,
    );
    assertEquals(pairs.length + ties, expected);
    const keys = pairs.map((pair) => `${pair.iterIdx} ${rankingKind.facetsOf(pair).key}`);
    assertEquals(new Set(keys).size, pairs.length);
  }
});

Deno.test("rankingPairs() never pairs across turns or tasks, and labels as the comparator orders", () => {
  for (const trace of TRACES) {
    const turns = new Map(trace.iterations.map((turn) => [turn.iterIdx, turn.candidates]));
    for (const { taskId, iterIdx, a, b, label, margin } of rankingPairs(trace)) {
      const ids = turns.get(iterIdx)!.map((candidate) => candidate.candidateId);
      assert(taskId === trace.taskId && ids.includes(a.candidateId) && ids.includes(b.candidateId));
      assertEquals(label === 1, compareFeatures(a.featureVec, b.featureVec) < 0);
      assertEquals(Math.abs(a.verifierScore - b.verifierScore), margin);
      assert(margin > 0);
    }
  }
});

Deno.test("rankingPairs() draws the order of a and b from the seed, about half each way", () => {
  const first = TRACES.flatMap((trace) => [...rankingPairs(trace, { seed: 1 })]);
  const other = TRACES.flatMap((trace) => [...rankingPairs(trace, { seed: 2 })]);
  assertEquals([...rankingPairs(TRACES[0]!, { seed: 1 })], first.slice(0, 276));
  const share = first.filter((pair) => pair.label === 1).length / first.length;
  assert(share > 0.4 && share < 0.6, `${share}`);
  const swapped = first.filter((pair, i) => pair.a.candidateId !== other[i]!.a.candidateId);
  assert(swapped.length > first.length / 4);
  first.forEach((pair, i) => {
    const better = (one: typeof pair) => (one.label === 1 ? one.a : one.b).candidateId;
    assertEquals(better(pair), better(other[i]!));
  });
});
