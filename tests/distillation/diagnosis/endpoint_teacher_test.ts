import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { loadTeacher } from "../../../lib/distillation/diagnosis/open_teacher.ts";
import { replaySession } from "../../../lib/distillation/session/replay_session.ts";
import type { LearningSession } from "../../../lib/distillation/session/learning_session.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import type { StateStore } from "../../../lib/distillation/state/open_state.ts";
import { type Act, scripted, type Seen } from "../../substrate/models/scripted_endpoint.ts";
import { budget, scriptedBenchmark, scriptedGate } from "../session/_scripted.ts";
import { portsOf, session } from "../session/_sessions.ts";
import { clock, withHome, withState } from "../state/_homes.ts";

const IDS = ["t30", "t33", "t36", "t39"];

function turn(part: Record<string, unknown>): Act {
  const answer = { thought: "", tool: null, inputJson: null, diagnosis: null, ...part };
  return { kind: "answer", content: JSON.stringify(answer) };
}

const call = (tool: string, input: unknown) => turn({ tool, inputJson: JSON.stringify(input) });

function diagnosis(failures: number, successes: number): Act {
  const cluster = {
    description: "the search is cut",
    memberTaskIds: [...IDS, "t31"],
    studentFailureRate: failures,
    teacherSuccessRate: successes,
    skillGap: "more nodes",
  };
  return turn({ diagnosis: { summary: "Cut searches.", clusters: [cluster] } });
}

/** The cluster's id as the planner is told it. */
function plan(seen: Seen): Act {
  const text = seen.body.messages.at(-1).content as string;
  const id = /"id":"([0-9a-f]{16})"/.exec(text)![1]!;
  const edit = (op: string, payload: unknown) => ({
    op,
    payloadJson: typeof payload === "string" ? payload : JSON.stringify(payload),
    clusterIds: [id],
    rationale: "more nodes",
    expectedGain: 0.5,
  });
  const edits = [
    edit("set_search_budget", budget(800).payload),
    edit("lora_finetune", {}),
    edit("set_search_budget", "no json"),
  ];
  return { kind: "answer", content: JSON.stringify({ edits }) };
}

const good = (seen: Seen, index: number): Act =>
  [
    call("list_traces", { failedOnly: true, limit: 5 }),
    call("run_student_on_task", { taskIds: IDS }),
    call("read_task", { taskId: "t30" }),
    call("get_config", { paths: ["../../etc/passwd"] }),
    call("run_student_on_task", { taskIds: ["t31"] }),
    call("try_edit_on_task", { edit: budget(800), taskIds: IDS }),
    diagnosis(1, 1),
  ][index] ?? plan(seen);

async function withTeacher(
  script: (seen: Seen, index: number) => Act,
  test: (
    home: string,
    store: StateStore,
    run: (set?: Record<string, unknown>) => Promise<LearningSession>,
    ref: string,
    seen: readonly Seen[],
  ) => Promise<void>,
): Promise<void> {
  await using endpoint = scripted(script);
  await withHome(async (home) => {
    const ref = `${home}/teacher.jsonc`;
    await Deno.writeTextFile(
      ref,
      JSON.stringify({
        schema: "module.spec/1",
        module: "teacher",
        kind: "openai-compatible",
        settings: {
          baseUrl: endpoint.baseUrl,
          model: "scripted",
          maxTokens: 100,
          prices: { inputPerMillion: 10, outputPerMillion: 10 },
        },
      }),
    );
    const teacher = await loadTeacher({
      ref,
      advice: undefined,
      readKey: () => undefined,
      clock,
      sleep: () => Promise.resolve(),
    });
    await withState(home, async (store) => {
      const run = (set: Record<string, unknown> = {}) =>
        session(home, store, { teacherName: teacher.name, openTeacher: teacher.open, set });
      await test(home, store, run, ref, endpoint.seen);
    });
  });
}

Deno.test("a model that calls tools and plans in one answer is recounted, priced and gated", async () => {
  await withTeacher(good, async (home, store, run, _ref, seen) => {
    const done = await run();
    assertEquals([done.status, done.error], ["completed", undefined]);
    assertEquals(done.editOutcomes.map((one) => one.status), ["applied", "invalid"]);
    assert(done.cost.spentUsd.teacher > 0);
    assertEquals(seen.length, 8);
    const folder = `${home}/sessions/${done.id}`;
    const text = await Deno.readTextFile(`${folder}/plan.json`);
    const { failureClusters, dropped } = JSON.parse(text);
    assertEquals(failureClusters[0].memberTaskIds, IDS, "t31 is not of the diagnose split");
    assertEquals([failureClusters[0].studentRuns.k, failureClusters[0].teacherRuns.k], [4, 4]);
    assertEquals(dropped.length, 1);
    const calls = (await Deno.readTextFile(`${folder}/teacher_calls.jsonl`)).trimEnd().split("\n")
      .map((line) => JSON.parse(line));
    const failed = calls.filter((one) => !one.ok).map((one) => one.text);
    assertStringIncludes(failed[0], "no tool read_task");
    assertStringIncludes(failed[1], "does not stay inside the state folder");
    assertStringIncludes(failed[2], "in the diagnose split");
    assertEquals(await folderDigest(store.folder), done.headStateDigest);
  });
});

Deno.test("no task of the gate or the locked split, and no path, reaches the model", async () => {
  await withTeacher(good, async (home, _store, run, _ref, seen) => {
    await run();
    const all = JSON.stringify(seen.slice(0, 4).map((one) => one.body));
    assert(!/\bt(1|2|4|5|31|32)\b/.test(all.replaceAll('\\"taskId\\":\\"t31', "")), "leak");
    assert(!JSON.stringify(seen.map((one) => one.body)).includes(home));
  });
});

Deno.test("a session with a model is replayed from its recording, without asking it", async () => {
  await withTeacher(good, async (home, store, run, ref, seen) => {
    const done = await run();
    const asked = seen.length;
    const { frozen } = await portsOf(home, store);
    const teacher = await loadTeacher({
      ref,
      advice: undefined,
      readKey: () => undefined,
      clock,
      replaying: true,
    });
    const replay = await replaySession(done, {
      store,
      benchmark: scriptedBenchmark(),
      frozen,
      gate: scriptedGate(),
      clock,
      openTeacher: teacher.open,
      sessionsFolder: `${home}/sessions`,
      scratch: `${home}/scratch/replay`,
    });
    assertEquals([replay.identical, replay.differing, seen.length], [true, [], asked]);
  });
});

Deno.test("a cluster whose claimed rates the log does not support is dropped, and nothing is planned for it", async () => {
  const boasting = (seen: Seen, index: number): Act =>
    [call("run_student_on_task", { taskIds: IDS }), diagnosis(0.1, 0)][index] ?? plan(seen);
  await withTeacher(boasting, async (home, _store, run) => {
    const done = await run();
    assertEquals(done.status, "no_action");
    const text = await Deno.readTextFile(`${home}/sessions/${done.id}/diagnosis.md`);
    assertMatch(text, /unsupported \(claimed failures 10 %, counted 4 of 4/);
  });
});

const ends: readonly (readonly [
  string,
  (seen: Seen, index: number) => Act,
  Record<string, unknown>,
  string,
  RegExp,
])[] = [
  [
    "answers nonsense",
    () => ({ kind: "answer", content: "I think so." }),
    {},
    "teacher_failed",
    /the answer is not of the form asked for/,
  ],
  [
    "neither calls a tool nor ends",
    () => turn({}),
    {},
    "teacher_failed",
    /it came to no diagnosis/,
  ],
  [
    "refuses every call",
    () => ({ kind: "status", status: 401 }),
    {},
    "teacher_failed",
    /scripted/,
  ],
  [
    "would cost more than there is",
    good,
    { maxCostUsd: 0.01 },
    "over_budget",
    /0 of 0.01 USD spent, and the next call for the teacher may cost/,
  ],
  [
    "calls tools without end",
    () => call("list_tools", {}),
    {},
    "over_budget",
    /the teacher used its 30 tool calls/,
  ],
];

for (const [what, script, set, status, line] of ends) {
  Deno.test(`a model that ${what} ends the session as ${status}, and the state is untouched`, async () => {
    await withTeacher(script, async (_home, store, run) => {
      const before = await folderDigest(store.folder);
      const done = await run(set);
      assertEquals(done.status, status);
      assertMatch(done.error!, line);
      assert(done.cost.spentUsd.teacher <= done.cost.limitUsd);
      assertEquals(await folderDigest(store.folder), before);
    });
  });
}

Deno.test("a teacher that failed is asked anew when the session is run again", async () => {
  let broken = true;
  const script = (seen: Seen, index: number): Act =>
    broken ? { kind: "answer", content: "no" } : good(seen, index - 3);
  await withTeacher(script, async (_home, _store, run) => {
    assertEquals((await run()).status, "teacher_failed");
    broken = false;
    assertEquals((await run()).status, "completed");
  });
});

Deno.test("a teacher's spec without prices, with an unset key or of another module is refused by name", async () => {
  const folder = await Deno.makeTempDir();
  const load = async (module: string, settings: Record<string, unknown>) => {
    const ref = `${folder}/t.jsonc`;
    const spec = { schema: "module.spec/1", module, kind: "openai-compatible", settings };
    await Deno.writeTextFile(ref, JSON.stringify(spec));
    const loading = loadTeacher({ ref, advice: undefined, readKey: () => undefined, clock });
    return (await assertRejects(() => loading, UserError)).message;
  };
  const base = { baseUrl: "https://host.example/v1", model: "m" };
  const prices = { inputPerMillion: 1, outputPerMillion: 1 };
  assertMatch(await load("teacher", base), /so prices are needed/);
  assertMatch(await load("teacher", { ...base, prices, apiKeyEnv: "KEY" }), /KEY is not set/);
  assertMatch(await load("ruler", { ...base, prices }), /module/);
  await Deno.remove(folder, { recursive: true });
});
