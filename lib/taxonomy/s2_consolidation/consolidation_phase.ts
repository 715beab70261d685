import { ARTEFACTS } from "../phases/artefacts.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "../phases/phase.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import { type Candidate, candidateRecord } from "../records/candidate.ts";
import type { Decision } from "../records/decision.ts";
import { LEVELS } from "../records/level.ts";
import { type MergeOp, operationRecord, type SplitOp } from "../records/operation.ts";
import { readCandidates, type WordsOf } from "./definition_words.ts";
import { joinCandidates, parentsOf } from "./join_candidates.ts";
import { findVariants } from "./merge_variants.ts";
import { splitSenses } from "./split_senses.ts";
import { supportGates } from "./support_gates.ts";

/** S2: which candidates have enough behind them, which are one, and which are several. */
export const consolidationPhase: PhaseDefinition = {
  name: "S2",
  title: "consolidation",
  slices: ["levelThresholds", "frequencyFiltering.recordWeight", "deduplication", "disambiguation"],
  reads: ["S1"],
  code: ["./", "../text/"].map((at) => new URL(at, import.meta.url)),
  preconditions: [{
    unless: "S1 found no candidate: no text defines what levelwise.rootTerms name",
    holds: (rowsOf) => rowsOf("S1", ARTEFACTS.candidates) > 0,
  }],
  run: (context) => context.step("consolidate", (step) => consolidate(context, step)),
};

async function* consolidate(
  context: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const { candidates, wordsOf } = await readCandidates(step);
  const journal = new Journal(step);
  for (const level of LEVELS) {
    const senses = await separate(
      candidates.filter((candidate) => candidate.level === level),
      { context, step, journal, wordsOf },
    );
    const supported = await filter(senses, context, step);
    const kept = await merge(supported, {
      context,
      step,
      journal,
      wordsOf: (one) => senses.get(one)!,
    });
    const out = step.output(ARTEFACTS.candidates, candidateRecord);
    for (const candidate of kept) await out.write(candidate);
    step.count({ ok: kept.length });
    const text = `L${level}: ${kept.length} of ${senses.size} candidates stay`;
    yield { kind: "note", phase: "S2", step: "consolidate", text };
  }
}

interface Tools {
  readonly context: PhaseContext;
  readonly step: StepContext;
  readonly journal: Journal;
  readonly wordsOf: WordsOf;
}

/** One candidate per sense, each with the words that define it. */
async function separate(
  candidates: readonly Candidate[],
  { context, step, journal, wordsOf }: Tools,
): Promise<Map<Candidate, ReadonlySet<string>>> {
  const { disambiguation } = context.policies;
  const policies = {
    minParentDivergence: disambiguation.minParentDivergence,
    maxContextOverlap: disambiguation.maxContextOverlap,
  };
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    step.count({ in: 1 });
    const group = groups.get(candidate.normalized);
    if (group === undefined) groups.set(candidate.normalized, [candidate]);
    else group.push(candidate);
  }
  const senses = new Map<Candidate, ReadonlySet<string>>();
  for (const [normalized, group] of groups) {
    const found = group.map((candidate) => ({ candidate, words: wordsOf(candidate) }));
    const verdict = splitSenses(found, policies);
    if (verdict.kind === "one") {
      senses.set(verdict.sense.candidate, verdict.sense.words);
      continue;
    }
    const { senses: split } = verdict;
    const parentDivergence = rounded(verdict.parentDivergence);
    const contextOverlap = rounded(verdict.contextOverlap);
    for (const { candidate, words } of split) senses.set(candidate, words);
    const into = split.map(({ candidate }) => candidate.normalized);
    await journal.write({
      op: "split",
      level: group[0]!.level,
      rule: "parents_and_context_differ",
      evidence: { parentDivergence, contextOverlap },
      source: normalized,
      into,
      under: split.map(({ candidate }) => parentsOf(candidate, 1)),
      inverse: group.map(asJson),
    });
    await step.decide({
      ...naming(group[0]!),
      outcome: "split",
      into,
      gates: [{
        gate: "parent_divergence",
        passed: true,
        rule: "at_least",
        value: parentDivergence,
        threshold: policies.minParentDivergence,
        policyPath: "disambiguation.minParentDivergence",
      }, {
        gate: "context_overlap",
        passed: true,
        rule: "at_most",
        value: contextOverlap,
        threshold: policies.maxContextOverlap,
        policyPath: "disambiguation.maxContextOverlap",
      }],
    });
  }
  return senses;
}

async function filter(
  senses: ReadonlyMap<Candidate, ReadonlySet<string>>,
  { policies }: PhaseContext,
  step: StepContext,
): Promise<Candidate[]> {
  const kept: Candidate[] = [];
  for (const candidate of senses.keys()) {
    const gates = supportGates(candidate, policies.levelThresholds);
    const passed = gates.every((gate) => gate.passed);
    await step.decide({
      ...naming(candidate),
      outcome: passed ? "kept" : "dropped",
      into: [],
      gates,
    });
    if (passed) kept.push(candidate);
    else step.count({ failed: 1 });
  }
  return kept;
}

async function merge(candidates: readonly Candidate[], tools: Tools): Promise<Candidate[]> {
  const { context, step, journal, wordsOf } = tools;
  const { deduplication, frequencyFiltering } = context.policies;
  const groups = findVariants(candidates, {
    deduplication,
    recordWeight: frequencyFiltering.recordWeight,
    wordsOf,
  });
  const replaced = new Map<Candidate, Candidate | undefined>();
  for (const { winner, losers, rule, similarity } of groups) {
    replaced.set(winner, joinCandidates(winner, losers));
    for (const loser of losers) {
      replaced.set(loser, undefined);
      await step.decide({
        ...naming(loser),
        outcome: "merged",
        into: [winner.normalized],
        gates: [{
          gate: "label_similarity",
          passed: true,
          rule: "at_least",
          value: rounded(similarity),
          threshold: deduplication.similarity[`L${loser.level}`],
          policyPath: `deduplication.similarity.L${loser.level}`,
        }],
      });
    }
    await journal.write({
      op: "merge",
      level: winner.level,
      rule,
      evidence: { similarity: rounded(similarity) },
      winner: winner.normalized,
      losers: losers.map(({ normalized }) => normalized),
      inverse: [winner, ...losers].map(asJson),
    });
  }
  return candidates.flatMap((candidate) => {
    const instead = replaced.has(candidate) ? replaced.get(candidate) : candidate;
    return instead === undefined ? [] : [instead];
  });
}

function rounded(share: number): number {
  return Math.round(1e4 * share) / 1e4;
}

/** Numbers operations in the order they are written. */
class Journal {
  #next = 0;
  constructor(readonly step: StepContext) {}

  write(operation: NewOperation): Promise<void> {
    return this.step.output(ARTEFACTS.operations, operationRecord)
      .write({ ...operation, opSeq: this.#next++ });
  }
}

type NewOperation = Omit<MergeOp, "opSeq"> | Omit<SplitOp, "opSeq">;

function asJson(candidate: Candidate): MergeOp["inverse"][number] {
  return candidate as unknown as MergeOp["inverse"][number];
}

function naming(
  { level, label, normalized }: Candidate,
): Pick<Decision, "level" | "label" | "normalized"> {
  return { level, label, normalized };
}
