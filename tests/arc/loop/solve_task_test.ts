import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { family, modules, motions, ruler, solve, task } from "./_fakes.ts";

const flip = task("flip", ["12/34>21/43", "567>765"], ["89/10"]);
const turn = motions("turn90"), mirror = motions("flip_x"), upside = motions("flip_y");

Deno.test("solveTask() ends at the first turn with a full fit and names who found it", () => {
  const teacher = ruler("teacher", { closed_form: [family("mirrors", [turn, mirror])] });
  const { solution } = solve(flip, modules(teacher), { iterations: 3 });
  assertEquals(solution.solved, true);
  assertEquals(solution.iterations.length, 1);
  assertEquals(solution.best?.origin.family, "mirrors");
  assertEquals(solution.attempts[0]?.outputs[0].toRows(), [[9, 8], [0, 1]]);
});

Deno.test("solveTask() gives two different predictions per test input, even with nothing found", () => {
  const { solution } = solve(flip, modules(ruler("teacher", {})));
  const [first, second] = solution.attempts[0]!.outputs;
  assert(!first.equals(second));
  assertEquals(solution.solved, false);
  assertEquals(solution.iterations[0]?.candidates.map((c) => c.family), ["identity"]);
});

Deno.test("solveTask() runs later turns only while nothing fits, and the deep stage in the second", () => {
  const log: string[] = [];
  const teacher = ruler("teacher", {
    closed_form: [family("wide", [upside], log)],
    deep_enumeration: [family("deep", [mirror], log)],
  });
  const { solution } = solve(flip, modules(teacher), { iterations: 3 });
  assertEquals(log, ["wide", "deep"]);
  assertEquals(solution.iterations.map((turn) => turn.iterIdx), [0, 1]);
  assertEquals(solution.best?.origin.iterIdx, 1);
});

Deno.test("solveTask() puts the deep stage at the end of an only turn, and leaves it out when solved", () => {
  const log: string[] = [];
  const deep = [family("deep", [mirror], log)];
  solve(flip, modules(ruler("teacher", { deep_enumeration: deep })), { iterations: 1 });
  const solved = ruler("teacher", {
    closed_form: [family("wide", [mirror], log)],
    deep_enumeration: deep,
  });
  solve(flip, modules(solved), { iterations: 1 });
  assertEquals(log, ["deep", "wide"]);
});

Deno.test("solveTask() stops drafting once two stages agree on the predictions", () => {
  const log: string[] = [];
  const other = motions("flip_y", "turn180");
  const teacher = ruler("teacher", {
    closed_form: [family("one", [mirror], log)],
    enumeration: [family("two", [other], log)],
    rules: [family("three", [], log)],
  });
  solve(flip, modules(teacher));
  assertEquals(log, ["one", "two"]);
});

Deno.test("solveTask() records the best K drafts of distinct behaviour, best first", () => {
  const same = motions("flip_y", "identity");
  const teacher = ruler("teacher", { closed_form: [family("f", [upside, same, turn, mirror])] });
  for (const keptDrafts of [1, 2, 3]) {
    const { solution } = solve(flip, modules(teacher), { keptDrafts });
    const kept = solution.iterations[0]!.candidates;
    assertEquals(kept.length, keptDrafts);
    assertEquals(kept[0]?.opsSignature, "move_rigid");
    assertEquals(kept[0]?.verify.errorType, "ok");
    const scores = kept.map((candidate) => candidate.verifierScore);
    assertEquals(scores, [...scores].sort((a, b) => b - a));
  }
});

Deno.test("solveTask() edits M seeds J times each, and says from which seed under which directive", () => {
  const teacher = ruler("teacher", { closed_form: [family("f", [turn, upside])] });
  const options = { keptDrafts: 2, seedsPerTurn: 2, editsPerSeed: 3 };
  const { solution } = solve(flip, modules(teacher), options);
  const [first] = solution.iterations;
  assertEquals(first?.seeds.length, 2);
  const edits = first!.candidates.filter((candidate) => candidate.source === "edit");
  assertEquals(edits.length, 6);
  const asked = new Set(first!.directives.map((directive) => directive.directiveId));
  for (const edit of edits) {
    assert(first!.seeds.includes(edit.parentId!));
    assert(asked.has(edit.directiveId!));
    assert(edit.edit !== undefined);
  }
  assertEquals(solution.solved, true, "an edit repairs the mirror");
  const one = solve(flip, modules(teacher), { ...options, seedsPerTurn: 1, editsPerSeed: 2 });
  const made = one.solution.iterations[0]!.candidates.filter((c) => c.source === "edit");
  assertEquals([one.solution.iterations[0]!.seeds.length, made.length], [1, 2]);
  assertEquals(solve(flip, modules(teacher)).solution.iterations[0]!.seeds, []);
});

Deno.test("solveTask() lets a student draft and edit beside the teacher, and credits it", () => {
  const teacher = ruler("teacher", { closed_form: [family("old", [turn])] });
  const student = ruler("student", { closed_form: [family("new", [upside])] });
  const options = { keptDrafts: 4, seedsPerTurn: 1, editsPerSeed: 4 };
  const { solution } = solve(flip, modules(teacher, student), options);
  const sources = solution.iterations[0]!.candidates.map(({ family, source, parentId }) =>
    `${family} ${source}${parentId === undefined ? "" : " edited"}`
  );
  assert(sources.includes("new student"));
  assert(sources.includes("old teacher"));
  assertEquals(sources.filter((text) => text.endsWith("student edited")).length, 2);
  assertEquals(sources.filter((text) => text.endsWith("edit edited")).length, 2);
});

Deno.test("solveTask() uses only the edits a ruler names", () => {
  const families = { closed_form: [family("f", [turn])] };
  const editsOf = (names?: string[]) => {
    const { solution } = solve(flip, modules(ruler("teacher", families, names)), {
      editsPerSeed: 4,
    });
    return new Set(solution.iterations[0]!.candidates.flatMap((c) => c.edit ?? []));
  };
  assert(editsOf().size > 0);
  assertEquals(editsOf(["insert_step"]), new Set(["insert_step"]));
});

Deno.test("solveTask() gives the same solution again, and another seed is another stream", () => {
  const teacher = ruler("teacher", { closed_form: [family("f", [turn, upside])] });
  const run = (seed: number) =>
    JSON.stringify(
      solve(flip, modules(teacher), { seed, iterations: 2, editsPerSeed: 3 }).solution,
    );
  assertEquals(run(1), run(1));
  const draws: number[] = [];
  const drawing = {
    ...family("f", []),
    *drafts(_: unknown, __: unknown, prng: { next(): number }) {
      draws.push(prng.next());
      yield* [];
    },
  };
  const parts = modules(ruler("teacher", { closed_form: [drawing] }));
  for (const seed of [1, 2]) solve(flip, parts, { seed });
  assertNotEquals(draws[0], draws[1]);
});

Deno.test("solveTask() says whether nodes or seconds cut it", () => {
  const endless = family("endless", Array.from({ length: 3000 }, () => turn));
  const stages = { closed_form: [endless] };
  const limits = { ...ruler("teacher", stages) };
  const wide = {
    ...limits,
    stages: limits.stages.map((s) => ({ ...s, share: 1, draftLimit: 1e6 })),
  };
  assertEquals(solve(flip, modules(wide), { nodeBudget: 500 }).solution.cut, "nodes");
  assertEquals(solve(flip, modules(wide), { nodeBudget: 9000 }).solution.cut, null);
  const clock = manualClock();
  const ticking = { ...clock, monotonic: () => (clock.advance(1000), clock.monotonic()) };
  const { cut } = solve(flip, modules(wide), { nodeBudget: 9000, clock: ticking, taskSeconds: 1 })
    .solution;
  assertEquals(cut, "seconds");
});
