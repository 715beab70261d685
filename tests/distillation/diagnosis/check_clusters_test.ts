import { assertEquals, assertMatch } from "@std/assert";
import { checkClusters } from "../../../lib/distillation/diagnosis/check_clusters.ts";
import { groupFailures } from "../../../lib/distillation/diagnosis/group_failures.ts";
import type { Evidence, TeacherCall } from "../../../lib/distillation/diagnosis/tool_log.ts";

function call(evidence: readonly Evidence[], at = 1): TeacherCall {
  return {
    callId: `call-${at}`,
    phase: "diagnose",
    kind: "tool",
    name: "run_student_on_task",
    input: {},
    ok: true,
    text: "",
    evidence: [...evidence],
    costUsd: 0,
  };
}

function run(taskId: string, passed: boolean, side: Evidence["side"] = "student"): Evidence {
  return { taskId, side, runKey: `${side} ${taskId}`, score: passed ? 1 : 0, passed };
}

const claim = {
  description: "c",
  memberTaskIds: ["a", "b", "c", "d"],
  studentFailureRate: 1,
  teacherSuccessRate: 0,
  skillGap: "",
};
const visible = new Set(["a", "b", "c", "d", "e"]);
const failing = ["a", "b", "c", "d"].map((id) => run(id, false));

Deno.test("a cluster that the log bears out is supported, with its counts and their intervals", () => {
  const [found] = checkClusters([claim], [call(failing)], visible);
  assertEquals([found!.verdict, found!.studentRuns.k, found!.studentRuns.n], ["supported", 4, 4]);
  assertEquals(found!.evidenceRefs, ["call-1"]);
});

Deno.test("the same run looked at twice counts once", () => {
  const [found] = checkClusters([claim], [call(failing), call(failing, 2)], visible);
  assertEquals(found!.studentRuns.n, 4);
});

Deno.test("a teacher that tried several ways has cured a task when one of them did", () => {
  const tries = [
    ...["a", "b", "c", "d"].map((id) => run(id, false, "teacher")),
    ...["a", "b"].map((id) => ({ ...run(id, true, "teacher"), runKey: `other ${id}` })),
  ];
  const [found] = checkClusters([{ ...claim, teacherSuccessRate: 0.5 }], [
    call(failing),
    call(tries, 2),
  ], visible);
  assertEquals([found!.verdict, found!.teacherRuns.k, found!.teacherRuns.n], ["supported", 2, 4]);
});

const unsupported: readonly (readonly [string, typeof claim, readonly Evidence[], RegExp])[] = [
  ["nothing was run", claim, [], /0 of its tasks were run/],
  ["too little was run", claim, failing.slice(0, 2), /2 of its tasks were run/],
  [
    "nothing failed",
    claim,
    failing.map((one) => run(one.taskId, true)),
    /none of its 4 runs failed/,
  ],
  [
    "the rate is made up",
    { ...claim, studentFailureRate: 0.2 },
    failing,
    /claimed failures 20 %, counted 4 of 4/,
  ],
  ["the cure was never run", { ...claim, teacherSuccessRate: 0.9 }, failing, /none was run/],
  [
    "the cure did not work",
    { ...claim, teacherSuccessRate: 0.9 },
    [...failing, ...failing.map((one) => run(one.taskId, false, "teacher"))],
    /claimed successes 90 %, counted 0 of 4/,
  ],
  [
    "its tasks are hidden ones",
    { ...claim, memberTaskIds: ["gate-1"] },
    failing,
    /no task of the diagnose split/,
  ],
];

for (const [what, claimed, evidence, reason] of unsupported) {
  Deno.test(`a cluster is unsupported when ${what}`, () => {
    const [found] = checkClusters([claimed], [call(evidence)], visible);
    assertEquals(found!.verdict, "unsupported");
    assertMatch(found!.reason!, reason);
  });
}

Deno.test("groups cover failures facet by facet, and a facet that failures and successes share is no cause", () => {
  const runs = Array.from({ length: 12 }, (_, i) => ({
    runKey: `r${i}`,
    taskId: `t${i}`,
    category: i < 6 ? "x" : "y",
    passed: i >= 8,
    facets: { stop: i < 4 ? "cut" : i < 8 ? "empty" : "solved", facts: ["all", `f${i % 2}`] },
  }));
  const groups = groupFailures(runs, { facets: ["stop", "facts"] });
  assertEquals(groups.map(({ facet, value, failed }) => [facet, value, failed]), [
    ["stop", "cut", 4],
    ["stop", "empty", 4],
  ]);
});

Deno.test("two failures are no pattern", () => {
  const runs = [0, 1, 2, 3].map((i) => ({
    runKey: `r${i}`,
    taskId: `t${i}`,
    category: "x",
    passed: i > 1,
    facets: { stop: "cut" },
  }));
  assertEquals(groupFailures(runs, { facets: ["stop"] }), []);
});
