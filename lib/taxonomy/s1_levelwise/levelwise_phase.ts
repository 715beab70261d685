import { readRoot } from "../evidence/lexicon.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { ARTEFACTS } from "../phases/artefacts.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "../phases/phase.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import type { Policies } from "../policies/policy_schema.ts";
import { candidateRecord } from "../records/candidate.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import { type Level, levelName, LEVELS } from "../records/level.ts";
import { sourceRecord } from "../records/source_record.ts";
import { normalizeLabel } from "../text/words.ts";
import { extractorForm, statementExtractor } from "./extract_statements.ts";
import { type Anchored, findTerms, type Statements } from "./find_terms.ts";
import { anchorGate, cleanLabel, labelGates, levelGate, termhoodGate } from "./label_gates.ts";
import { MentionCounter } from "./mention_counter.ts";
import { placeLabels } from "./place_labels.ts";
import { placementRecord, type PlacementRow } from "./placement_record.ts";
import { statementRecord } from "./statement_record.ts";
import { supportRecord } from "./support_record.ts";
import { TermCounter } from "./term_counter.ts";

const TELL_EVERY = 5000;
const EXTRACTOR = { name: "definitions", version: "1" };

/**
 * S1: candidates, level by level.
 *
 * First what the texts say that things are; then, round by round, which of these are what the tree is of, and
 * where each stands; then how often each is mentioned; then one step per level that writes its candidates.
 */
export const levelwisePhase: PhaseDefinition = {
  name: "S1",
  title: "levelwise generation",
  slices: ["label", "levelwise"],
  reads: ["S0"],
  modules: { extractor: extractorForm },
  code: ["./", "../text/", "../evidence/", "../tree/"].map((at) => new URL(at, import.meta.url)),
  preconditions: [{
    unless: "S0 took no record from the corpus: there is nothing to build a taxonomy from",
    holds: (rowsOf) => rowsOf("S0", ARTEFACTS.records) > 0,
  }],
  run: async function* (context) {
    yield* context.step("statements", (step) => readStatements(context, step));
    yield* context.step("placement", (step) => place(context, step));
    yield* context.step("support", (step) => countSupport(context, step));
    for (const level of LEVELS) {
      yield* context.step(levelName(level), (step) => writeLevel(context, step, level));
    }
  },
};

async function* readStatements(
  context: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const out = step.output("statements", statementRecord);
  const extract = statementExtractor(context);
  const total = step.rowsOf("S0", ARTEFACTS.records);
  let done = 0;
  for await (const record of step.read("S0", ARTEFACTS.records, sourceRecord)) {
    step.count({ in: 1 });
    const found = await extract(record);
    if (found.ok) {
      for (const statement of found.statements) {
        const { section } = record.provenance;
        await out.write({
          recordId: record.id,
          ...(section === undefined ? {} : { section }),
          ...statement,
        });
      }
    } else {
      step.count({ failed: 1 });
      await step.quarantine({
        reasonCode: "extractor_failed",
        detail: found.reason,
        text: record.text.slice(0, 256),
        provenance: { uri: record.provenance.uri, recordIds: [record.id] },
        replayable: true,
      });
    }
    if (++done % TELL_EVERY === 0) {
      yield { kind: "progress", phase: "S1", step: "statements", done, total };
    }
  }
}

async function* place(
  { policies }: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const { levelwise, label } = policies;
  const root = readRoot(levelwise.rootTerms);
  const statements: Statements = (wants) => step.read("S1", "statements", statementRecord, wants);
  const { maxCandidates, minAnchor, minTermhood } = levelwise;
  const refuse = (): never => {
    throw new UserError(
      `levelwise.maxCandidates: more than ${maxCandidates} definitions belong to the tree; raise it, or ` +
        "levelwise.minAnchor",
      { exitCode: 1 },
    );
  };
  const { found, missed } = await findTerms(
    statements,
    root,
    { maxCandidates, minAnchor },
    LEVELS.length,
    refuse,
  );
  yield { kind: "note", phase: "S1", step: "placement", text: `${found.length} definitions found` };
  const miss = (name: string, gate: GateVerdict) =>
    step.decide({
      level: 0,
      ...cleanLabel(name, label),
      outcome: "dropped",
      into: [],
      gates: [gate],
    });
  for (const { name, strength } of missed) await miss(name, anchorGate(strength, minAnchor));
  if (minTermhood > 0) {
    const known = found.length;
    for (const term of await namedTerms(found, policies, step)) {
      const termhood = term.termhood!;
      if (termhood >= minTermhood) found.push(term);
      else await miss(term.statement.heads[0]!, termhoodGate(termhood, minTermhood));
      if (found.length > maxCandidates) refuse();
    }
    const text = `${found.length - known} terms found that texts name and none defines`;
    yield { kind: "note", phase: "S1", step: "placement", text };
  }
  const out = step.output("placements", placementRecord);
  const weights = levelwise.placementWeights;
  for (const placement of await placeLabels(found, statements, { root, label, weights })) {
    if (placement.kind === "placed") {
      await out.write(placement.row);
      continue;
    }
    const { level, label: shown, normalized, gates } = placement;
    step.count({ failed: 1 });
    await step.decide({
      level,
      label: shown,
      normalized,
      outcome: "dropped",
      into: [],
      gates: [...gates],
    });
  }
}

/** A name that ends with a known label says what it is: about as surely as a definition. */
const BY_NAME = 0.9;

/** Terms that end with what was found, as statements without a definition. */
async function namedTerms(
  found: readonly Anchored[],
  { label: { maxTokens }, levelwise: { maxCandidates, minAnchor } }: Pick<
    Policies,
    "label" | "levelwise"
  >,
  step: StepContext,
): Promise<readonly Anchored[]> {
  if (BY_NAME < minAnchor) return [];
  const known = new Set(
    found.flatMap(({ statement }) => statement.heads.map((head) => normalizeLabel(head))),
  );
  const counter = new TermCounter({ known, maxTokens, most: maxCandidates });
  for await (const { id, text } of step.read("S0", ARTEFACTS.records, sourceRecord)) {
    counter.hear(id, text);
  }
  return counter.terms().map(({ label, termhood, recordId }) => ({
    statement: { recordId, heads: [label], definition: "" },
    strength: BY_NAME,
    termhood,
  }));
}

async function* countSupport(
  { policies }: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const keys = new Map<string, string>();
  for await (const { normalized, variants } of step.read("S1", "placements", placementRecord)) {
    keys.set(normalized, normalized);
    for (const variant of variants) if (!keys.has(variant)) keys.set(variant, normalized);
  }
  const counter = new MentionCounter(keys, policies.levelwise.keptRecords);
  const total = step.rowsOf("S0", ARTEFACTS.records);
  let done = 0;
  for await (const record of step.read("S0", ARTEFACTS.records, sourceRecord)) {
    counter.hearRecord(record);
    if (++done % TELL_EVERY === 0) {
      yield { kind: "progress", phase: "S1", step: "support", done, total };
    }
  }
  const out = step.output("support", supportRecord);
  for (const normalized of [...new Set(keys.values())].sort()) {
    await out.write({ normalized, support: counter.supportOf(normalized) });
  }
}

async function* writeLevel(
  { policies }: PhaseContext,
  step: StepContext,
  level: Level,
): AsyncGenerator<PhaseEvent, void, void> {
  const { label, levelwise: { keptRecords, minAnchor, minTermhood } } = policies;
  const rows: PlacementRow[] = [];
  for await (const row of step.read("S1", "placements", placementRecord)) {
    if (row.level === level) rows.push(row);
  }
  const wanted = new Set(rows.map(({ normalized }) => normalized));
  const supports = new Map<string, typeof NO_SUPPORT>();
  for await (const { normalized, support } of step.read("S1", "support", supportRecord)) {
    if (wanted.has(normalized)) supports.set(normalized, support);
  }
  const out = step.output(ARTEFACTS.candidates, candidateRecord);
  rows.sort((a, b) => a.normalized < b.normalized ? -1 : a.normalized > b.normalized ? 1 : 0);
  for (const { definedBy, anchor, termhood, ...row } of rows) {
    const support = supports.get(row.normalized) ?? NO_SUPPORT;
    // What defines it comes first, so that it stays whatever else mentions it.
    const recordIds = [...new Set([...definedBy, ...support.recordIds])].slice(0, keptRecords)
      .sort();
    step.count({ in: 1, ok: 1 });
    await out.write({ ...row, support: { ...support, recordIds }, extractor: EXTRACTOR });
    await step.decide({
      level,
      label: row.label,
      normalized: row.normalized,
      outcome: "kept",
      into: [],
      gates: [
        anchorGate(anchor, minAnchor),
        ...(termhood === undefined ? [] : [termhoodGate(termhood, minTermhood)]),
        ...labelGates(row, label),
        levelGate(level),
      ],
    });
  }
  yield { kind: "note", phase: "S1", step: levelName(level), text: `${rows.length} candidates` };
}

const NO_SUPPORT = {
  recordIds: [] as readonly string[],
  publishers: [] as readonly string[],
  rawCount: 0,
};
