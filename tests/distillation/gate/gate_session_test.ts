import { assert, assertAlmostEquals, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { openLockedReads } from "../../../lib/distillation/gate/locked_reads.ts";
import { gateDecisionRecord } from "../../../lib/distillation/session/gate_decision.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { type Scripted, scriptedSession, stateOf } from "./_scripted_student.ts";

const base = stateOf("base");

/** State `+n` solves n tasks of ten more than the base, `-n` n fewer. */
const shifted: Scripted = (state, task) => {
  const shift = state === "base" ? 0 : Number(state);
  return task % 10 < 5 + shift ? 1 : 0;
};

/** A coin for each run, fair for all states alike. */
const coin: Scripted = (state, task, { seed, draw }) =>
  createPrng(`${state}/${task}/${seed}/${draw}`).next() < 0.5 ? 1 : 0;

async function decided(score: Scripted, candidate: string, more = {}) {
  const { gate, requests } = await scriptedSession(score, more);
  await gate.calibrate(base);
  const decision = await gate.decide({
    editId: "e",
    baseline: base,
    candidate: stateOf(candidate),
  });
  return { decision, gate, requests };
}

Deno.test("a clear gain is accepted, early, and its alpha comes back", async () => {
  const { decision, gate } = await decided(shifted, "5");
  assertEquals(decision.verdict, "accept");
  assert(decision.ci.low >= 0 && decision.pairs < 50);
  assertEquals([decision.test.alpha, decision.test.alphaSpent, gate.alpha.spent], [0.025, 0, 0]);
});

Deno.test("a clear loss is rejected; no change is rejected; both keep their alpha", async () => {
  const loss = await decided(shifted, "-3");
  assertEquals(loss.decision.verdict, "reject");
  const nothing = await decided(shifted, "0");
  assertEquals(nothing.decision.verdict, "reject");
  assertAlmostEquals(nothing.gate.alpha.spent, 0.025);
});

Deno.test("a decision is a record that reads back as it was written", async () => {
  const { decision } = await decided(shifted, "3");
  const text = gateDecisionRecord.write(decision);
  assertEquals(gateDecisionRecord.read(JSON.parse(text)), decision);
});

Deno.test("the same session decides with the same bytes", async () => {
  const [one, two] = [
    await decided(coin, "x", { deterministic: false }),
    await decided(coin, "x", {
      deterministic: false,
    }),
  ];
  assertEquals(gateDecisionRecord.write(one.decision), gateDecisionRecord.write(two.decision));
});

Deno.test("too few tasks for any answer are undecided, and the power says so before", async () => {
  const { decision, gate } = await decided(shifted, "3", { subsampleSize: 3 });
  assertEquals(decision.verdict, "undecided");
  assertMatch(
    gate.power().text,
    /^3 tasks of 3 families, at most 6 runs .* no gain would be found/,
  );
});

Deno.test("what can be found is told before, and more tasks find less", async () => {
  const few = (await scriptedSession(shifted)).gate.power();
  const many = (await scriptedSession(shifted, { tasks: 900, subsampleSize: 400 })).gate.power();
  assert(many.mde < few.mde);
  assertEquals([few.tasks, few.mostRuns], [50, 100]);
});

Deno.test("more repeats ask for more runs and find smaller gains; runs that repeat exactly are made once", async () => {
  const power = async (repeats: number, deterministic: boolean) => {
    const { gate } = await scriptedSession(coin, { deterministic, repeats });
    return gate.power();
  };
  const [once, twice] = [await power(1, false), await power(2, false)];
  assertEquals([once.mostRuns, twice.mostRuns], [100, 200]);
  assert(twice.mde < once.mde);
  assertEquals((await power(3, true)).mostRuns, 100);
});

Deno.test("without a null control the gate refuses", async () => {
  const { gate } = await scriptedSession(shifted);
  const error = await assertRejects(
    () => gate.decide({ editId: "e", baseline: base, candidate: stateOf("3") }),
    UserError,
    "uncalibrated: no null control has been run",
  );
  assertEquals(error.exitCode, 1);
});

Deno.test("a scorer that claims to repeat itself and does not is found out, and the gate refuses", async () => {
  const { gate } = await scriptedSession(coin);
  const found = await gate.calibrate(base);
  assertEquals(found.calibrated, false);
  assertMatch(found.reason, /scores moved between two runs of the same state, task and seed/);
  await assertRejects(
    () => gate.decide({ editId: "e", baseline: base, candidate: stateOf("3") }),
    UserError,
    "uncalibrated",
  );
});

Deno.test("noise that is owned up to passes the control, and is measured", async () => {
  const { gate } = await scriptedSession(coin, { deterministic: false });
  const found = await gate.calibrate(base);
  assertEquals(found.calibrated, true);
  assert(Math.abs(found.noiseFloor - 0.5) < 0.25 && found.falseAccepts <= 24);
});

Deno.test("runs that drift from round to round are no ground for a gate", async () => {
  const drifting: Scripted = (_state, task, { draw }) => task % 3 === 0 || draw! > 0 ? 1 : 0;
  const { gate } = await scriptedSession(drifting, { deterministic: false });
  assertMatch((await gate.calibrate(base)).reason, /drift/);
});

Deno.test("a scorer that breaks too often is no ground for a gate; neither is an empty split", async () => {
  const breaking: Scripted = (_state, task) => task % 2 === 0 ? null : 1;
  const broken = await (await scriptedSession(breaking)).gate.calibrate(base);
  assertEquals(broken.calibrated, false);
  assertMatch(broken.reason, /the scorer broke on \d+ of 48 runs/);
  const empty = await (await scriptedSession(shifted, { tasks: 0 })).gate.calibrate(base);
  assertEquals([empty.calibrated, empty.reason], [false, "there are no tasks to gate on"]);
});

Deno.test("a candidate cannot gain by breaking the scorer where it fails", async () => {
  const sly: Scripted = (state, task) => {
    if (state === "sly" && task % 10 >= 5) return null;
    return shifted("base", task, undefined as never);
  };
  const { decision } = await decided(sly, "sly");
  assertEquals(decision.verdict, "undecided");
  assertEquals(decision.delta, 0);
  assertMatch(decision.reason, /^the scorer broke on \d+ of \d+ runs/);
});

Deno.test("a few broken runs are told, and count against the candidate", async () => {
  const { decision } = await decided(
    (state, task) =>
      state === "3" && task % 29 === 0 ? null : shifted(state, task, undefined as never),
    "3",
  );
  assertEquals(decision.verdict, "accept");
  const broken = decision.perTask.filter((pair) => pair.after.includes(null));
  if (broken.length > 0) assertMatch(decision.reason, /the scorer broke on/);
});

Deno.test("noisy runs are drawn anew after an acceptance, and never reused from the accepted candidate", async () => {
  const strong: Scripted = (state, task, request) =>
    state === "base" ? coin(state, task, request) : 1;
  const { gate, requests } = await scriptedSession(strong, { deterministic: false });
  await gate.calibrate(base);
  const good = stateOf("good");
  assertEquals(
    (await gate.decide({ editId: "a", baseline: base, candidate: good })).verdict,
    "accept",
  );
  const asked = requests.length;
  await gate.decide({ editId: "b", baseline: good, candidate: stateOf("next") });
  const seeds = (from: number, to: number, digest: string) =>
    new Set(
      requests.slice(from, to).filter((one) => one.state.digest === digest).map((one) => one.seed),
    );
  const before = seeds(0, asked, "good"), after = seeds(asked, requests.length, "good");
  assertEquals(before.intersection(after).size, 0);
  assertEquals(after, seeds(asked, requests.length, "next"));
});

Deno.test("the gate asks for tasks of the gate split only, and the locked split is read when it is confirmed", async () => {
  const { gate, requests } = await scriptedSession(shifted);
  await gate.calibrate(base);
  await gate.decide({ editId: "e", baseline: base, candidate: stateOf("3") });
  const gated = new Set(requests.flatMap((request) => request.taskIds));
  const confirmation = await gate.confirm(base, stateOf("3"));
  const locked = new Set(requests.slice(-2).flatMap((request) => request.taskIds));
  assertEquals(gated.intersection(locked).size, 0);
  assertEquals([confirmation.verdict, confirmation.looked], ["confirmed", 1]);
  assertMatch(confirmation.reason, /; looked at once$/);
});

Deno.test("a locked split that was harmed says so, one that shows nothing does not confirm", async () => {
  const { gate } = await scriptedSession(shifted);
  assertEquals((await gate.confirm(base, stateOf("-4"))).verdict, "harmed");
  assertEquals((await gate.confirm(base, stateOf("0"))).verdict, "not_confirmed");
  const { gate: empty } = await scriptedSession(shifted, { tasks: 0 });
  const nothing = await empty.confirm(base, base);
  assertEquals([nothing.verdict, nothing.tasks], ["not_confirmed", 0]);
});

Deno.test("looks are counted by session, a torn last look is repaired, and a broken file is named", async () => {
  const file = `${await Deno.makeTempDir()}/locked_reads.jsonl`;
  const reads = openLockedReads(file);
  assertEquals(await reads.note("a", "s1"), 1);
  assertEquals(await reads.note("b", "s1"), 1);
  await Deno.writeTextFile(file, '{"benchmark":"a","sess', { append: true });
  assertEquals([await reads.note("a", "s2"), await reads.note("a", "s2")], [2, 2]);
  await Deno.writeTextFile(file, '{"schema":"other/1"}\n', { append: true });
  await assertRejects(() => reads.note("a", "s3"), UserError, `${file}:4: schema`);
});

Deno.test("an interrupted decision ends with the reason of the signal", async () => {
  const { gate } = await scriptedSession(shifted);
  await gate.calibrate(base);
  const signal = AbortSignal.abort(new Error("stop"));
  await assertRejects(
    () => gate.decide({ editId: "e", baseline: base, candidate: stateOf("3"), signal }),
    Error,
    "stop",
  );
});

Deno.test("a least improvement asks for more than a gain", async () => {
  const accepts = async (minImprovement: number) =>
    (await decided(shifted, "3", { minImprovement })).decision.verdict;
  assertEquals([await accepts(0), await accepts(0.4) === "accept"], ["accept", false]);
});

Deno.test("with a stricter limit for categories the same edit is rejected", async () => {
  const uneven: Scripted = (state, task) =>
    state === "base" ? (task % 2 === 0 && task % 4 === 0 ? 1 : 0) : task % 2 === 0 ? 0 : 1;
  const verdict = async (maxRegression: number) =>
    (await decided(uneven, "x", { maxRegression, alpha: 0.2 })).decision.verdict;
  assertEquals([await verdict(1), await verdict(0.05)], ["accept", "reject"]);
});
