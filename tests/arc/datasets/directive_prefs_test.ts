import { assert, assertEquals } from "@std/assert";
import { directivePrefs } from "../../../lib/arc/datasets/mod.ts";
import { TRACES } from "./_saved_traces.ts";

const all = TRACES.flatMap((trace) => [...directivePrefs(trace)]);

Deno.test("directivePrefs() chooses the directive whose best edit the verifier scores higher", () => {
  assert(all.length > 10);
  for (const trace of TRACES) {
    const candidates = trace.iterations.flatMap((turn) => turn.candidates);
    const scoreOf = (id: string) => candidates.find((one) => one.candidateId === id)!.verifierScore;
    for (const { seedId, chosen, rejected, delta } of directivePrefs(trace)) {
      for (const { directive, bestEdit, score } of [chosen, rejected]) {
        assertEquals([directive.seedId, scoreOf(bestEdit.candidateId)], [seedId, score]);
        const under = candidates.filter((one) =>
          one.parentId === seedId && one.directiveId === directive.directiveId
        );
        assertEquals(Math.max(...under.map((one) => one.verifierScore)), score);
      }
      assertEquals(chosen.score - rejected.score, delta);
      assert(delta > 0);
    }
  }
});

Deno.test("directivePrefs() looks at the first M seeds and the first J edits of each", () => {
  const one = TRACES.flatMap((trace) => [...directivePrefs(trace, { mSeeds: 1 })]);
  const three = TRACES.flatMap((trace) => [...directivePrefs(trace, { mSeeds: 3 })]);
  assert(one.length < all.length && all.length < three.length);
  for (const { taskId, iterIdx, seedId } of one) {
    const turn = TRACES.find((trace) => trace.taskId === taskId)!.iterations[iterIdx]!;
    assertEquals(turn.seeds[0], seedId);
  }
  assertEquals(TRACES.flatMap((trace) => [...directivePrefs(trace, { jEdits: 1 })]), []);
});

Deno.test("directivePrefs() keeps deltas strictly above the threshold and counts the rest", () => {
  const every = TRACES.flatMap((trace) => [...directivePrefs(trace, { deltaThreshold: 0 })]);
  assertEquals(all, every.filter((row) => row.delta > 1e-6));
  const threshold = every.map((row) => row.delta).sort((x, y) => x - y)[every.length >> 1]!;
  const reasons: string[] = [];
  const kept = TRACES.flatMap((trace) => [
    ...directivePrefs(trace, {
      deltaThreshold: threshold,
      onDropped: (reason) => reasons.push(reason),
    }),
  ]);
  assert(kept.every((row) => row.delta > threshold));
  assertEquals(
    kept.length + reasons.filter((reason) => reason === "filtered").length,
    every.length,
  );
});
