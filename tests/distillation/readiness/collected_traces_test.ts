import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { readCollectedTraces } from "../../../lib/distillation/readiness/collected_traces.ts";
import { editHistory } from "../../../lib/distillation/session/session_history.ts";
import { startSession } from "../../../lib/distillation/session/start_session.ts";
import { openHome } from "../../../lib/distillation/session/open_home.ts";
import { sessionOptionsSchema } from "../../../lib/distillation/session/learning_session.ts";
import { builtinAnalyst } from "../../../lib/distillation/diagnosis/analyst.ts";
import { clock, withHome } from "../state/_homes.ts";
import { scriptedBenchmark, scriptedGate } from "../session/_scripted.ts";

async function withRows(
  rows: readonly unknown[],
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const text = rows.map((row) => JSON.stringify(row) + "\n").join("");
  await Deno.writeTextFile(`${folder}/index.jsonl`, text);
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runs are read from plain rows and from the index of an ARC run, by file or by folder", async () => {
  const rows = [
    { taskId: "ä", score: 0.5 },
    { taskId: "b", solved: false, verifierScore: 0.9, failureKinds: ["cells", "shape"], bytes: 3 },
    { taskId: "c", outcome: { kind: "failed", error: "broke" } },
  ];
  await withRows(rows, async (folder) => {
    const traces = await readCollectedTraces(folder);
    assertEquals(traces.count, 2);
    assertEquals(traces.recent.map(({ taskId, score, facets }) => [taskId, score, facets]), [
      ["ä", 0.5, {}],
      ["b", 0, { errorType: "cells" }],
    ]);
    assertEquals(await readCollectedTraces(`${folder}/index.jsonl`), traces);
  });
});

Deno.test("a row without a score, or with one that is none, is refused by file, line and field", async () => {
  await withRows([{ taskId: "a", score: 1 }, { taskId: "b" }], async (folder) => {
    await assertRejects(() => readCollectedTraces(folder), UserError, "index.jsonl:2: score");
  });
  await withRows([{ taskId: "a", score: 7 }], async (folder) => {
    await assertRejects(() => readCollectedTraces(folder), UserError, "found 7");
  });
});

Deno.test("of many runs the last ones are kept, and all are counted", async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ({ taskId: `t${i}`, score: 1 }));
  await withRows(rows, async (folder) => {
    const { count, recent } = await readCollectedTraces(folder);
    assertEquals([count, recent.length, recent.at(-1)!.taskId], [5000, 2000, "t4999"]);
  });
});

Deno.test("collected runs make a cold start ready, and those of the gate and locked splits stay hidden", async () => {
  // 30 of the tasks are of the diagnose split (t0, t3, …); the last row is of no split at all.
  const rows = [...Array.from({ length: 60 }, (_, i) => ({ taskId: `t${i}`, score: 0 })), {
    taskId: "elsewhere",
    score: 0,
  }];
  await withRows(rows, async (folder) => {
    await withHome(async (home) => {
      await using opened = await openHome({ home, clock });
      const benchmark = scriptedBenchmark({ tasks: 57 });
      const start = (traces?: string) =>
        startSession({
          home: opened,
          trigger: { kind: "on_demand", metadata: {} },
          options: sessionOptionsSchema.parse({ minTraces: 30 }),
          benchmark,
          gate: scriptedGate(),
          lockedReads: { note: () => Promise.resolve(1) },
          teacherName: "builtin:analyst",
          openTeacher: () => builtinAnalyst(benchmark.advice),
          ...(traces === undefined ? {} : { traces }),
        });
      assertEquals((await start()).status, "not_ready");
      const done = await start(folder);
      assertEquals(done.status, "completed");
      assertEquals(done.phases[0]!.outcome, `${19 + 23} traces`);
      assertEquals((await editHistory(opened.sessionsFolder)).length, 1);
    });
  });
});
