import * as z from "zod";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import { ARTEFACTS } from "../phases/artefacts.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "../phases/phase.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import { type Candidate, candidateRecord } from "../records/candidate.ts";
import { type Finding, findingRecord } from "../records/finding.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import { askVotes, verifierForm } from "./model_votes.ts";
import { ruleGates } from "./token_rules.ts";

const count = z.int().min(0);

/** Reads and writes how labels were verified (`taxonomy.verification_metrics/1`). */
export const verificationMetricsRecord = defineRecord({
  name: "taxonomy.verification_metrics",
  version: 1,
  fields: z.strictObject({
    checked: count,
    passed: count,
    /** Labels no model was asked about because they have several words, though one stands in. */
    bypassed: count,
    /** Labels a model was asked about. */
    asked: count,
  }),
});

const TELL_EVERY = 500;

/** S3: whether a label can name a concept: by rules, and by the votes of a model where one stands in. */
export const verificationPhase: PhaseDefinition = {
  name: "S3",
  title: "token verification",
  slices: ["singleToken", "venue", "llm", "validation"],
  reads: ["S2"],
  modules: { verifier: verifierForm },
  code: [new URL("./", import.meta.url)],
  preconditions: [{
    unless: "S2 kept no candidate: lower the thresholds of levelThresholds",
    holds: (rowsOf) => rowsOf("S2", ARTEFACTS.candidates) > 0,
  }],
  run: (context) => context.step("verify", (step) => verifyAll(context, step)),
};

async function* verifyAll(
  context: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const out = step.output(ARTEFACTS.candidates, candidateRecord);
  const findings = step.output(ARTEFACTS.findings, findingRecord);
  const total = step.rowsOf("S2", ARTEFACTS.candidates);
  const tally = { checked: 0, passed: 0, bypassed: 0, asked: 0 };
  for await (const candidate of step.read("S2", ARTEFACTS.candidates, candidateRecord)) {
    tally.checked++;
    const verdict = await verify(context, candidate);
    if (verdict.votes === "bypassed") tally.bypassed++;
    if (verdict.votes === "asked") tally.asked++;
    for (const finding of verdict.findings) await findings.write(finding);
    const passed = verdict.gates.every((gate) => gate.passed);
    const { level, label, normalized } = candidate;
    const outcome = passed ? "kept" as const : "dropped" as const;
    await step.decide({ level, label, normalized, outcome, into: [], gates: [...verdict.gates] });
    step.count({ in: 1, ...(passed ? { ok: 1 } : { failed: 1 }) });
    if (passed) {
      tally.passed++;
      await out.write(candidate);
    }
    if (tally.checked % TELL_EVERY === 0) {
      yield { kind: "progress", phase: "S3", step: "verify", done: tally.checked, total };
    }
  }
  await step.output("metrics", verificationMetricsRecord).write(tally);
  const text =
    `${tally.passed} of ${tally.checked} labels pass; a model was asked about ${tally.asked}, ` +
    `${tally.bypassed} of several words bypassed it`;
  yield { kind: "note", phase: "S3", step: "verify", text };
}

interface Verdict {
  readonly gates: readonly GateVerdict[];
  readonly findings: readonly Finding[];
  readonly votes: "asked" | "bypassed" | "none";
}

async function verify(context: PhaseContext, candidate: Candidate): Promise<Verdict> {
  const { singleToken, venue, llm, validation } = context.policies;
  const rules = ruleGates(candidate, { singleToken, venue });
  const failed = rules.filter((gate) => !gate.passed);
  const findings: Finding[] = failed.map((gate) => ({
    conceptId: candidate.normalized,
    mode: "rule",
    code: gate.gate,
    passed: false,
    detail: `${candidate.label}: ${gate.gate} is ${gate.value}, the policy says ${gate.threshold}`,
    evidence: [],
  }));
  // A hard rule blocks, whatever a model would say.
  if (failed.length > 0 || !context.has("verifier")) {
    return { gates: rules, findings, votes: "none" };
  }
  const several = candidate.label.trim().includes(" ");
  if (several && singleToken.multiTokenBypass) return { gates: rules, findings, votes: "bypassed" };
  const { yes, cast, reasons } = await askVotes(context, candidate, llm.votes);
  const approval = cast === 0 ? 1 : yes / cast;
  const approves = approval >= llm.minApproval;
  const { ruleWeight, llmWeight, minScore } = validation;
  const weights = ruleWeight + llmWeight;
  const score = weights === 0 ? 1 : (ruleWeight + (approves ? llmWeight : 0)) / weights;
  findings.push({
    conceptId: candidate.normalized,
    mode: "llm",
    code: cast === 0 ? "no_vote" : "votes",
    passed: approves,
    detail: `${yes} of ${cast} votes say it is a concept${
      reasons[0] === undefined ? "" : `: ${reasons[0]}`
    }`,
    evidence: [],
  });
  const approvalGate: GateVerdict = {
    gate: "model_approval",
    // Its weight among all votes decides, below.
    passed: true,
    rule: "at_least",
    value: approval,
    threshold: llm.minApproval,
    policyPath: "llm.minApproval",
    note: `${yes} of ${cast} votes`,
  };
  const scoreGate: GateVerdict = {
    gate: "validation_score",
    passed: score >= minScore,
    rule: "at_least",
    value: Math.round(1000 * score) / 1000,
    threshold: minScore,
    policyPath: "validation.minScore",
  };
  return { gates: [...rules, approvalGate, scoreGate], findings, votes: "asked" };
}
