import { assert, assertEquals } from "@std/assert";
import { armTasks, summarise } from "../../../lib/arc/training/curve_arm.ts";
import { curveRows } from "../../../lib/arc/training/curve_rows.ts";
import { writeCurveTasks } from "../../../lib/arc/training/curve_tasks.ts";
import { readTasks } from "../../../lib/arc/task/read_tasks.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-curve-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("writeCurveTasks() holds out tasks that are not learned from", async () => {
  const files = await writeCurveTasks(folder, { train: 7, heldOut: 5, seed: 1 });
  const ids = (path: string) => Array.fromAsync(readTasks(path), ({ task }) => task.taskId);
  const learned = await ids(files.train), kept = await ids(files.heldOut);
  assertEquals([learned.length, kept.length], [7, 5]);
  assertEquals(learned.filter((id) => kept.includes(id)), []);
  const split = await writeCurveTasks(folder, {
    batch: "datasets/curriculum/curriculum.jsonl",
    train: 100,
    heldOut: 100,
    seed: 1,
  });
  const both = [...await ids(split.train), ...await ids(split.heldOut)];
  assertEquals(new Set(both).size, both.length);
  assert(split.rows.heldOut > 20 && split.rows.train > split.rows.heldOut);
});

Deno.test("summarise() compares arms task by task, an unsolved task costing the whole budget", async () => {
  const iterations = [{
    seeds: ["s", "t"],
    candidates: [
      { candidateId: "s", verifierScore: 0.5 },
      { candidateId: "t", verifierScore: 0.5 },
      { candidateId: "e", parentId: "s", verifierScore: 0.7 },
      { candidateId: "f", parentId: "t", verifierScore: 0.5 },
    ],
  }];
  const trace = (taskId: string, outcome: unknown) =>
    JSON.stringify({ taskId, outcome, timing: { nodes: 70, nodeBudget: 100 }, iterations });
  const write = async (name: string, rows: string[]) => {
    await Deno.writeTextFile(`${folder}/${name}.jsonl`, rows.join("\n"));
    return await armTasks(name, `${folder}/${name}.jsonl`);
  };
  const before = await write("before", [
    trace("a", { solved: true, nodesToSolution: 80, testCorrect: true }),
    trace("b", { solved: false, testCorrect: false }),
    // Fits, but not the test: no solution.
    trace("c", { solved: true, nodesToSolution: 3, testCorrect: false }),
  ]);
  const after = await write("after", [
    trace("a", { solved: true, nodesToSolution: 20, testCorrect: true }),
    trace("b", { solved: true, nodesToSolution: 40 }),
    trace("c", { solved: false, testCorrect: false }),
  ]);
  const summary = summarise([before, after], 1, 100, 1);
  assertEquals([summary.solved, summary.medianNodes, summary.medianCut], [2, 40, 0.6]);
  assertEquals(summary.gain.mean, 1 / 3);
  assertEquals(summary.saved.mean, 40);
  assertEquals([summary.seeds, summary.seedsBettered], [6, 3]);
  const [row] = curveRows([summary]).rows;
  assertEquals(row!.slice(0, 2), ["after", "2 of 3"]);
});
