import { assert, assertEquals, assertMatch } from "@std/assert";
import { realSession } from "../../bench/_real_session.ts";
import { familiesNamed, makeTasks } from "../../lib/arc/synth/mod.ts";
import { writeTasks } from "../../lib/arc/task/mod.ts";
import { openArcBenchmark } from "../../lib/benchmarks/arc/arc_benchmark.ts";
import { builtinAnalyst } from "../../lib/distillation/diagnosis/analyst.ts";
import { createPairedGate } from "../../lib/distillation/gate/paired_gate.ts";
import { rollBackEdits } from "../../lib/distillation/review/roll_back_edits.ts";
import { pinBenchmark } from "../../lib/distillation/session/frozen_benchmark.ts";
import { openHome } from "../../lib/distillation/session/open_home.ts";
import { replaySession } from "../../lib/distillation/session/replay_session.ts";
import type { SessionEvent } from "../../lib/distillation/session/session_ports.ts";
import { starterState } from "../../lib/distillation/state/starter_state.ts";
import { folderDigest } from "../../lib/distillation/state/state_repository.ts";
import { systemClock } from "../../lib/substrate/values/clock.ts";

/** Tasks whose programs take more than 30 nodes to find, and less than 300. */
const FAMILIES = "squeeze,drop_blank,sort_bars,panel_or,panel_overlay";

Deno.test("a session on real ARC tasks finds too few nodes in the traces, mends it, proves it, and can be replayed and undone", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    const taskFile = `${root}/tasks.jsonl`, folder = `${root}/home`;
    const families = familiesNamed(FAMILIES);
    await writeTasks(taskFile, makeTasks({ count: 40, seed: 9, families, difficulties: ["easy"] }));
    const benchmark = await openArcBenchmark({ taskFile });
    const search = starterState["arc/search.jsonc"]!.replace("60000", "30");
    const told: SessionEvent[] = [];
    const done = await realSession({
      home: folder,
      files: { ...starterState, "arc/search.jsonc": search },
      benchmark,
      set: { minTraces: 8 },
      onEvent: (event) => told.push(event),
    });
    const edits = told.flatMap((event) => event.kind === "edit" ? [event] : []);
    const { edit, outcome } = edits[0]!;
    assertEquals([edit.op, edit.payload], ["set_search_budget", {
      setting: "nodeBudget",
      value: 300,
    }]);
    assertMatch(edit.rationale, /cut at 30 nodes/);
    assertEquals([done.status, outcome.status], ["completed", "applied"]);
    assertMatch(outcome.reason, /interval \d/);
    assert(done.benchmarkAfter!.overall > done.benchmarkBefore!.overall + 0.3);
    assertEquals([done.confirmation!.verdict, done.confirmation!.looked], ["confirmed", 1]);
    assert(done.confirmation!.ci.low > 0);

    await using home = await openHome({ home: folder, clock: systemClock });
    const replay = await replaySession(done, {
      store: home.store,
      benchmark,
      frozen: await pinBenchmark(folder, benchmark, createPairedGate()),
      gate: createPairedGate(),
      clock: systemClock,
      openTeacher: () => builtinAnalyst(benchmark.advice),
      sessionsFolder: home.sessionsFolder,
      scratch: home.scratch("replay"),
    });
    assertEquals([replay.identical, replay.differing], [true, []]);

    const back = await rollBackEdits(undefined, home);
    assertEquals([back.restored, back.digest], [true, done.baseStateDigest]);
    assertEquals(await folderDigest(home.store.folder), done.baseStateDigest);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
