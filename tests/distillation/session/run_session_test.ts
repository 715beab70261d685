import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import type { Teacher } from "../../../lib/distillation/session/ports.ts";
import { TeacherFailed } from "../../../lib/distillation/diagnosis/teacher_failed.ts";
import { reviewQueue } from "../../../lib/distillation/review/review_queue.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { withHome, withState } from "../state/_homes.ts";
import { budget, scriptedBenchmark, scriptedGate } from "./_scripted.ts";
import { session } from "./_sessions.ts";

Deno.test("a session finds the handicap in the traces, edits it, and keeps what the gate accepts", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const done = await session(home, store);
      assertEquals([done.status, done.error], ["completed", undefined]);
      assertEquals(done.editOutcomes.map((one) => one.status), ["applied"]);
      assert(done.benchmarkAfter!.overall > done.benchmarkBefore!.overall);
      assertEquals(done.confirmation!.verdict, "confirmed");
      const [commit, first] = await store.history();
      assertEquals(first!.commit, before.commit);
      assertEquals(commit!.trailers["Session-ID"], done.id);
      assertEquals(commit!.trailers["Edit-ID"], done.editOutcomes[0]!.editId);
      assertEquals(done.headStateDigest, (await store.head()).digest);
      const folder = `${home}/sessions/${done.id}`;
      const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
      assertEquals(names, [
        "decisions.json",
        "diagnosis.md",
        "gate",
        "inputs.json",
        "journal.jsonl",
        "plan.json",
        "session.json",
        "student_runs.jsonl",
        "teacher_calls.jsonl",
        "traces",
      ]);
    });
  });
});

Deno.test("a rejected edit leaves the state as it was, to the byte", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const gate = scriptedGate({ verdict: () => "reject" });
      const done = await session(home, store, { gate });
      assertEquals(done.editOutcomes.map((one) => one.status), ["rejected_by_gate"]);
      assertEquals([done.status, done.headStateDigest], ["completed", before.digest]);
      assertEquals(await folderDigest(store.folder), before.digest);
      assertEquals((await store.history()).length, 1);
    });
  });
});

Deno.test("the baseline rolls: the second edit is judged against the state that the first one made", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({ propose: [budget(700), budget(800), budget(500)] });
      const gate = scriptedGate({ verdict: (delta) => delta > 0 ? "accept" : "reject" });
      const done = await session(home, store, { benchmark, gate });
      const [first, second, third] = done.editOutcomes;
      assertEquals([first!.status, second!.status, third!.status], [
        "applied",
        "rejected_by_gate",
        "rejected_by_gate",
      ]);
      assertEquals(second!.stateBefore, first!.stateAfter);
      assert(third!.benchmarkDelta! < 0, "harm after a gain is not hidden by the gain");
    });
  });
});

const quiet: readonly (readonly [string, Parameters<typeof session>[2], string, RegExp])[] = [
  [
    "too few traces",
    { benchmark: scriptedBenchmark({ tasks: 57 }) },
    "not_ready",
    /19 traces, at least 20 are needed/,
  ],
  [
    "a gate split that is too small",
    { benchmark: scriptedBenchmark({ tasks: 27 }), set: { minTraces: 1 } },
    "not_ready",
    /the gate split has 9 tasks/,
  ],
  [
    "no failures, hence no clusters",
    { benchmark: scriptedBenchmark({ score: () => 1 }) },
    "no_action",
    /0 edits/,
  ],
  [
    "an analyst without advice",
    {
      benchmark: {
        ...scriptedBenchmark(),
        advice: { clusterBy: ["stop"], describe: () => "x", propose: () => [] },
      },
    },
    "no_action",
    /0 edits/,
  ],
  [
    "a scorer that throws",
    {
      benchmark: scriptedBenchmark({
        score: () => {
          throw new Error("scripted\nscorer");
        },
      }),
    },
    "scorer_failed",
    /no task could be scored: the scorer broke: scripted scorer/,
  ],
  [
    "a scorer that says NaN",
    { benchmark: scriptedBenchmark({ score: () => NaN }) },
    "scorer_failed",
    /the scorer said NaN, expected a number from 0 to 1/,
  ],
  [
    "a scorer that says 2",
    { benchmark: scriptedBenchmark({ score: () => 2 }) },
    "scorer_failed",
    /the scorer said 2/,
  ],
  [
    "a student that costs more than there is",
    { benchmark: scriptedBenchmark({ mostUsdPerRun: 1 }) },
    "over_budget",
    /0 of 5 USD spent, and the next call for the student may cost 30/,
  ],
  [
    "a teacher that calls too many tools",
    { set: { maxToolCalls: 2 } },
    "over_budget",
    /the teacher used its 2 tool calls/,
  ],
  [
    "a teacher that answers nonsense",
    {
      openTeacher: (): Teacher => ({
        name: "scripted",
        diagnose: () => Promise.reject(new TeacherFailed("the answer is no diagnosis")),
        plan: () => Promise.resolve([]),
      }),
    },
    "teacher_failed",
    /the answer is no diagnosis/,
  ],
  [
    "a gate that is not calibrated",
    { gate: scriptedGate({ calibrated: false }) },
    "uncalibrated",
    /the gate is not calibrated/,
  ],
];

for (const [what, changes, status, line] of quiet) {
  Deno.test(`${what}: the session ends as ${status}, with a clear line and an untouched state`, async () => {
    await withHome(async (home) => {
      await withState(home, async (store) => {
        const before = await store.head();
        const done = await session(home, store, changes);
        assertEquals(done.status, status);
        const said = done.error ?? done.phases.at(-1)!.outcome;
        assertMatch(said, line);
        assert(!/\n/.test(said));
        assertEquals(await folderDigest(store.folder), before.digest);
        assertEquals(await store.history(), [...await store.history()].slice(-1));
      });
    });
  });
}

Deno.test("in manual mode every edit waits, and nothing else changes", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const done = await session(home, store, { set: { autonomyMode: "manual" } });
      assertEquals(done.status, "awaiting_review");
      assertEquals(done.editOutcomes.map((one) => one.status), ["pending_review"]);
      const waiting = await reviewQueue(`${home}/review`).list();
      assertEquals(waiting.map(({ edit }) => edit.id), done.editOutcomes.map((one) => one.editId));
      assertEquals(await folderDigest(store.folder), before.digest);
      assertEquals((await store.history()).length, 1);
    });
  });
});

Deno.test("an edit of the review tier waits in tiered mode, and is judged in auto mode", async () => {
  const steep = scriptedBenchmark({ propose: [budget(5000)] });
  for (const [autonomyMode, status] of [["tiered", "pending_review"], ["auto", "applied"]]) {
    await withHome(async (home) => {
      await withState(home, async (store) => {
        const done = await session(home, store, { benchmark: steep, set: { autonomyMode } });
        assertEquals(done.editOutcomes.map((one) => one.status), [status]);
      });
    });
  }
});

Deno.test("an edit that the harness would refuse to load is invalid, and costs no gate", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = {
        ...scriptedBenchmark(),
        check: (folder: string) =>
          Promise.resolve(folder.includes("snapshots") ? "it is refused today" : undefined),
      };
      const teacher: Teacher = {
        name: "scripted",
        diagnose: async (desk) => {
          const ids = ["t30", "t33", "t36"];
          await desk.call("run_student_on_task", { taskIds: ids });
          const cluster = {
            description: "cut",
            memberTaskIds: ids,
            studentFailureRate: 1,
            teacherSuccessRate: 0,
            skillGap: "",
          };
          return { summary: "", clusters: [cluster] };
        },
        plan: ({ clusters }) =>
          Promise.resolve([{
            ...budget(500),
            clusterIds: [clusters[0]!.id],
            rationale: "",
            refs: [],
          }]),
      };
      const done = await session(home, store, { benchmark, openTeacher: () => teacher });
      assertEquals(done.editOutcomes.map((one) => one.status), ["invalid"]);
      assertMatch(done.editOutcomes[0]!.reason, /the harness refuses it: it is refused today/);
    });
  });
});

Deno.test("what the locked split says was harmed is taken back, and the digest is that from before", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const benchmark = scriptedBenchmark({ propose: [budget(700), budget(850)] });
      const gate = scriptedGate({ confirms: "harmed", verdict: () => "accept" });
      const done = await session(home, store, { benchmark, gate });
      assertEquals(done.status, "rolled_back");
      assertEquals(done.editOutcomes.map((one) => one.status), ["rolled_back", "rolled_back"]);
      assertEquals((await store.head()).digest, before.digest);
      assertEquals(await folderDigest(store.folder), before.digest);
    });
  });
});

Deno.test("a session that ended is not done again when told the same", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const gate = scriptedGate({ verdict: () => "reject" });
      let scored = 0;
      const benchmark = scriptedBenchmark({ onScore: () => scored++ });
      const first = await session(home, store, { gate, benchmark });
      const runs = scored;
      const second = await session(home, store, { gate, benchmark });
      assertEquals([second, scored], [first, runs]);
      const other = await session(home, store, { gate, benchmark, set: { seed: "1" } });
      assert(other.id !== first.id && scored > runs);
    });
  });
});

Deno.test("an edit that a gate turned down before is not proposed again", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const { op, payload } = budget(800);
      const history = [{
        op,
        payload: { ...payload } as never,
        status: "rejected_by_gate" as const,
      }];
      const inputs = { collected: [], collectedCount: 0, history };
      const done = await session(home, store, { inputs });
      assertEquals(done.status, "no_action");
      const told = done.phases.find((phase) => phase.name === "plan")!.outcome;
      assertMatch(
        told,
        /^0 edits, 1 proposals dropped, .* an earlier session had it: rejected by gate$/,
      );
    });
  });
});

Deno.test("money spent during the gate ends the session there; what was proven before stays", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({
        mostUsdPerRun: 0.01,
        usdPerRun: 0.01,
        propose: [budget(700), budget(850)],
      });
      const done = await session(home, store, { benchmark, set: { maxCostUsd: 1.65 } });
      assertEquals(done.status, "over_budget");
      assertEquals(done.editOutcomes.map((one) => one.status), ["applied", "skipped"]);
      const { student, teacher, gate } = done.cost.spentUsd;
      assert(student + teacher + gate <= 1.65 && gate > 0);
      assertEquals((await store.head()).digest, done.headStateDigest);
    });
  });
});

Deno.test("an interruption is thrown on, and the session goes on when it is run again", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const stop = new AbortController();
      const benchmark = scriptedBenchmark({ onScore: () => stop.abort() });
      await assertRejects(() => session(home, store, { benchmark, signal: stop.signal }));
      const done = await session(home, store);
      assertEquals(done.status, "completed");
    });
  });
});
