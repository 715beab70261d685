import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { builtinAnalyst } from "../../../lib/distillation/diagnosis/analyst.ts";
import type { LearningSession } from "../../../lib/distillation/session/learning_session.ts";
import { replaySession } from "../../../lib/distillation/session/replay_session.ts";
import type { StateStore } from "../../../lib/distillation/state/open_state.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { clock, withHome, withState } from "../state/_homes.ts";
import { budget, scriptedBenchmark, scriptedGate } from "./_scripted.ts";
import { portsOf, session } from "./_sessions.ts";

async function replay(
  home: string,
  store: StateStore,
  done: LearningSession,
  gate = scriptedGate(),
) {
  const benchmark = scriptedBenchmark({ propose: [budget(700), budget(500), budget(5000)] });
  const { frozen } = await portsOf(home, store, { benchmark });
  return await replaySession(done, {
    store,
    benchmark,
    frozen,
    gate,
    clock,
    openTeacher: () => builtinAnalyst(benchmark.advice),
    sessionsFolder: `${home}/sessions`,
    scratch: `${home}/scratch/replay`,
  });
}

Deno.test("a replay gives the same bytes, runs nothing and leaves the state alone", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      let scored = 0;
      const benchmark = scriptedBenchmark({
        propose: [budget(700), budget(500), budget(5000)],
        onScore: () => scored++,
      });
      const done = await session(home, store, { benchmark });
      assertEquals(done.editOutcomes.map((one) => one.status).sort(), [
        "applied",
        "pending_review",
        "rejected_by_gate",
      ]);
      const [runs, head] = [scored, await folderDigest(store.folder)];
      const first = await replay(home, store, done);
      assertEquals([first.identical, first.differing, first.files], [true, [], 7]);
      assertEquals((await replay(home, store, done)).digest, first.digest);
      assertEquals([scored, await folderDigest(store.folder)], [runs, head]);
    });
  });
});

Deno.test("a decision that was tampered with, and a gate with other rules, are found by name", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({ propose: [budget(700), budget(500), budget(5000)] });
      const done = await session(home, store, { benchmark });
      const edit = done.editOutcomes.find((one) => one.status === "rejected_by_gate")!.editId;
      const kind = scriptedGate({ verdict: (delta) => delta > 0 ? "accept" : "undecided" });
      assertEquals((await replay(home, store, done, kind)).identical, false);
      const file = `${home}/sessions/${done.id}/gate/${edit}.json`;
      const text = await Deno.readTextFile(file);
      await Deno.writeTextFile(file, text.replace('"reject"', '"accept"'));
      assertEquals((await replay(home, store, done)).differing, [`gate/${edit}.json`]);
    });
  });
});

Deno.test("a recording that lacks a run is refused: no run is made up for it", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({ propose: [budget(700), budget(500), budget(5000)] });
      const done = await session(home, store, { benchmark });
      const file = `${home}/sessions/${done.id}/student_runs.jsonl`;
      const rows = (await Deno.readTextFile(file)).trimEnd().split("\n");
      await Deno.writeTextFile(file, rows.slice(0, -1).join("\n") + "\n");
      await assertRejects(
        () => replay(home, store, done),
        UserError,
        "the recording lacks a run of",
      );
    });
  });
});
