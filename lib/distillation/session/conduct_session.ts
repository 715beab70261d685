import { assessReadiness } from "../readiness/assess_readiness.ts";
import { confirmHead } from "./confirm_head.ts";
import { diagnoseAndPlan } from "./diagnose_and_plan.ts";
import { type Executed, executeEdits } from "./execute_edits.ts";
import { splitDigest } from "./frozen_benchmark.ts";
import type { SessionStatus } from "./learning_session.ts";
import { measureState, scoreText } from "./measure_state.ts";
import type { GateSession } from "./ports.ts";
import type { SessionDesk } from "./session_desk.ts";
import type { SessionPorts } from "./session_ports.ts";
import type { Workshop } from "./workshop.ts";

/** Takes a session through its phases; hands back the status it ends with. */
export async function conductSession(
  desk: SessionDesk,
  shop: Workshop,
  ports: SessionPorts,
): Promise<SessionStatus> {
  const { splits } = shop;
  await desk.save({
    splits: {
      diagnose: splitDigest(splits.diagnose),
      gate: splitDigest(splits.gate),
      locked: splitDigest(splits.locked),
    },
  });
  const readiness = await desk.phase("readiness", () => {
    const found = assessReadiness({
      collected: ports.inputs.collectedCount,
      diagnoseTasks: splits.diagnose.length,
      gateTasks: splits.gate.length,
      minTraces: ports.options.minTraces,
    });
    return Promise.resolve([found, found.ready ? `${found.traces} traces` : found.reason] as const);
  });
  if (!readiness.ready) return "not_ready";
  const before = await desk.phase("benchmark before", async () => {
    const snapshot = await measureState(ports.base, shop, ports);
    return [snapshot, scoreText(snapshot)] as const;
  });
  await desk.save({ benchmarkBefore: before, status: "diagnosing" });
  const plan = await diagnoseAndPlan(desk, shop, ports);
  if (plan.edits.length === 0) return "no_action";
  await desk.save({ status: "executing" });
  const gate = openGate(plan.edits.length, desk, shop, ports);
  const judged = plan.edits.some((edit) => edit.riskTier === "auto") ||
    ports.options.autonomyMode === "auto";
  if (judged && ports.options.autonomyMode !== "manual" && !await calibrate(gate, desk, ports)) {
    return "uncalibrated";
  }
  const executed = await desk.phase("execute", async () => {
    const done = await executeEdits(plan.edits, ports.base, gate, desk, ports);
    return [done, outcomeText(done)] as const;
  });
  return await finish(executed, gate, desk, shop, ports);
}

function openGate(
  expectedEdits: number,
  desk: SessionDesk,
  { splits, student }: Workshop,
  { gate, options, benchmark, lockedReads, signal }: SessionPorts,
): GateSession {
  return gate.open({
    sessionId: desk.current.id,
    seed: desk.current.seed,
    splits,
    student,
    deterministic: benchmark.deterministic,
    alpha: options.alpha,
    minImprovement: options.minImprovement,
    maxRegression: options.maxRegression,
    subsampleSize: options.subsampleSize,
    repeats: options.repeats,
    expectedEdits,
    lockedReads,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Tells what can be found before it costs anything, then has the gate judge nothing at all. */
async function calibrate(
  gate: GateSession,
  desk: SessionDesk,
  { base, state, onEvent }: SessionPorts,
): Promise<boolean> {
  onEvent?.({ kind: "power", power: gate.power() });
  return await desk.phase("calibrate", async () => {
    const calibration = await gate.calibrate(await state.folderOf(base.files));
    await desk.save({
      calibration,
      ...(calibration.calibrated
        ? {}
        : { error: `the gate is not calibrated: ${calibration.reason}` }),
    });
    return [calibration.calibrated, calibration.reason] as const;
  });
}

/** After the edits: measure again, ask the locked split, take back what did harm. */
async function finish(
  executed: Executed,
  gate: GateSession,
  desk: SessionDesk,
  shop: Workshop,
  ports: SessionPorts,
): Promise<SessionStatus> {
  const waits = executed.outcomes.some((one) => one.status === "pending_review");
  if (executed.spent !== undefined) {
    await desk.save({ error: executed.spent.message });
    return "over_budget";
  }
  if (executed.head.digest !== ports.base.digest) {
    const after = await desk.phase("benchmark after", async () => {
      const snapshot = await measureState(executed.head, shop, ports);
      return [snapshot, scoreText(snapshot)] as const;
    });
    await desk.save({ benchmarkAfter: after });
    if (!await confirmHead(executed, gate, desk, ports)) return "rolled_back";
  }
  return waits ? "awaiting_review" : "completed";
}

function outcomeText({ outcomes }: Executed): string {
  const counts = new Map<string, number>();
  for (const { status } of outcomes) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
}
