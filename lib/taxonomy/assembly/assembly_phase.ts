import { UserError } from "../../substrate/values/user_error.ts";
import { ARTEFACTS } from "../phases/artefacts.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "../phases/phase.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import type { Policies } from "../policies/policy_schema.ts";
import { type Candidate, candidateRecord } from "../records/candidate.ts";
import { type Concept, conceptRecord } from "../records/concept.ts";
import { findingRecord } from "../records/finding.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import { type Level, LEVELS } from "../records/level.ts";
import { type Operation, operationRecord } from "../records/operation.ts";
import { contentId } from "../records/source_record.ts";
import { conflictCycles } from "./conflict_cycles.ts";
import { chooseParents, type EdgeChoice } from "./edge_choice.ts";
import { checkTree } from "./tree_invariants.ts";

/** Assembly: the likeliest tree over the verified candidates, level by level, and what it rests on. */
export const assemblyPhase: PhaseDefinition = {
  name: "assembly",
  title: "assembly and validation",
  slices: ["hierarchyAssembly"],
  reads: ["S3"],
  code: ["./", "../evidence/"].map((at) => new URL(at, import.meta.url)),
  preconditions: [{
    unless: "S3 let no label pass: look at why-not for one that should",
    holds: (rowsOf) => rowsOf("S3", ARTEFACTS.candidates) > 0,
  }],
  run: (context) => context.step("tree", (step) => assemble(context, step)),
};

interface Node {
  readonly candidate: Candidate;
  readonly concept: Concept;
}

async function* assemble(
  { policies }: PhaseContext,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const rules = policies.hierarchyAssembly;
  const candidates: Candidate[] = [];
  for await (const row of step.read("S3", ARTEFACTS.candidates, candidateRecord)) {
    candidates.push(row);
    step.count({ in: 1 });
    if (candidates.length > rules.maxNodes) {
      throw new UserError(
        `hierarchyAssembly.maxNodes: more than ${rules.maxNodes} labels passed; raise it, or the thresholds`,
        { exitCode: 1 },
      );
    }
  }
  const builder = new TreeBuilder(step, rules);
  const concepts: Concept[] = [];
  for (const level of LEVELS) {
    const nodes = await builder.level(level, candidates.filter((one) => one.level === level));
    concepts.push(...nodes.map(({ concept }) => concept));
    const text = `L${level}: ${nodes.length} concepts`;
    yield { kind: "note", phase: "assembly", step: "tree", text };
  }
  const findings = step.output(ARTEFACTS.findings, findingRecord);
  const ids = new Map(concepts.map(({ canonicalLabel, id }) => [canonicalLabel, id]));
  for (const cycle of conflictCycles(wantedEdges(candidates))) {
    await findings.write({
      conceptId: ids.get(cycle[0]!) ?? cycle[0]!,
      mode: "invariant",
      code: "cycle_detected",
      passed: false,
      detail: `the texts say ${
        [...cycle, cycle[0]!].join(" is one of ")
      }; the weakest claim gave way`,
      evidence: cycle,
    });
  }
  const broken = checkTree(concepts, rules);
  for (const finding of broken) await findings.write(finding);
  if (broken.length > 0) throw new Error(`the tree breaks its own rules: ${broken[0]!.detail}`);
  const out = step.output(ARTEFACTS.concepts, conceptRecord);
  for (const concept of concepts) await out.write(concept);
  step.count({ ok: concepts.length });
}

/** What each candidate would rather be below, whatever its level. */
function wantedEdges(candidates: readonly Candidate[]) {
  return candidates.flatMap(({ normalized, parentAnchors }) => {
    const wanted = parentAnchors.find(({ kind }) => kind === "wanted") ?? parentAnchors[0];
    return wanted === undefined ? [] : [{ child: normalized, parent: wanted.text }];
  });
}

class TreeBuilder {
  /** Nodes one level up. */
  #above: readonly Node[] = [];
  #byName = new Map<string, number[]>();
  #opSeq = 0;

  constructor(readonly step: StepContext, readonly rules: Policies["hierarchyAssembly"]) {}

  /** Places the candidates of a level below those of the level before. */
  async level(level: Level, candidates: readonly Candidate[]): Promise<readonly Node[]> {
    const nodes: Node[] = [];
    const standIns: Node[] = [];
    for (const candidate of candidates) {
      const choices = level === 0
        ? []
        : chooseParents(candidate, (name) => this.#byName.get(name) ?? [], this.rules);
      const wanted = candidate.parentAnchors.find(({ resolvedId }) => resolvedId !== undefined);
      const gate = parentGate(choices, this.rules.minEdgeConfidence);
      if (level > 0 && choices.length === 0) {
        await this.#orphan(candidate, gate);
        if (this.rules.orphans === "placeholder") {
          nodes.push(nodeOf(candidate, [], [gate], this.#standInAbove(level, standIns)));
        }
        continue;
      }
      const gates = level === 0 ? [] : [gate];
      const node = nodeOf(candidate, choices, gates, undefined, this.#above);
      nodes.push(node);
      const moved = choices[0] !== undefined && wanted !== undefined &&
        !namesOf(this.#above[choices[0].parent]!.candidate).includes(wanted.resolvedId!);
      await this.#decide(candidate, moved ? "moved" : "kept", gates);
      const rule = moved ? "likelier_parent" : this.#unsaid(choices, wanted?.resolvedId);
      if (choices[0] !== undefined && rule !== undefined) {
        const to = choices.map(({ parent }) => this.#above[parent]!.candidate.normalized);
        await this.#write({
          op: "reparent",
          rule,
          level,
          evidence: { confidence: choices[0].confidence },
          node: candidate.normalized,
          from: [wanted!.resolvedId!],
          to,
        });
      }
    }
    this.#above = nodes;
    this.#byName = new Map();
    nodes.forEach(({ candidate }, index) => {
      for (const name of namesOf(candidate)) {
        const list = this.#byName.get(name);
        if (list === undefined) this.#byName.set(name, [index]);
        else list.push(index);
      }
    });
    // A stand-in of the level above is written before what stands below it.
    return [...standIns, ...nodes];
  }

  /** Why parents must be logged though the first is the one wanted: others beside it, or one sense of several. */
  #unsaid(choices: readonly EdgeChoice[], wanted = ""): string | undefined {
    if (choices.length > 1) return "as_strong";
    return (this.#byName.get(wanted) ?? []).length > 1 ? "likelier_sense" : undefined;
  }

  /** A chain of stand-ins down to the level above, so that an orphan stands somewhere. */
  #standInAbove(level: Level, made: Node[]): string {
    let parent: string | undefined;
    for (let at = 0; at < level; at++) {
      const label = `(not placed, L${at})`;
      const id = contentId({ level: at, label });
      if (!this.#standIns.has(id)) {
        this.#standIns.add(id);
        made.push(standInNode(at as Level, label, id, parent));
      }
      parent = id;
    }
    return parent!;
  }

  readonly #standIns = new Set<string>();

  async #orphan(candidate: Candidate, gate: GateVerdict): Promise<void> {
    const { orphans } = this.rules;
    const { level, normalized, label, support } = candidate;
    if (orphans === "placeholder") return await this.#decide(candidate, "kept", [gate]);
    await this.#decide(candidate, orphans === "drop" ? "dropped" : "quarantined", [gate]);
    await this.#write({
      op: "remove",
      rule: "orphan",
      level,
      evidence: { orphans },
      node: normalized,
      inverse: [candidate as unknown as Extract<Operation, { op: "remove" }>["inverse"][number]],
    });
    if (orphans === "drop") return this.step.count({ failed: 1 });
    await this.step.quarantine({
      reasonCode: "orphan",
      detail: `no parent at L${level - 1} speaks for it strongly enough`,
      text: label,
      provenance: { label: normalized, recordIds: support.recordIds },
      replayable: true,
    });
  }

  #decide(
    { level, label, normalized }: Candidate,
    outcome: "kept" | "moved" | "dropped" | "quarantined",
    gates: readonly GateVerdict[],
  ): Promise<void> {
    return this.step.decide({ level, label, normalized, outcome, into: [], gates: [...gates] });
  }

  #write(
    operation:
      | Omit<Extract<Operation, { op: "reparent" }>, "opSeq">
      | Omit<
        Extract<Operation, { op: "remove" }>,
        "opSeq"
      >,
  ): Promise<void> {
    return this.step.output(ARTEFACTS.operations, operationRecord)
      .write({ ...operation, opSeq: this.#opSeq++ });
  }
}

function parentGate(choices: readonly EdgeChoice[], threshold: number): GateVerdict {
  return {
    gate: "parent_confidence",
    passed: choices.length > 0,
    rule: "at_least",
    value: Math.round(1e4 * (choices[0]?.confidence ?? 0)) / 1e4,
    threshold,
    policyPath: "hierarchyAssembly.minEdgeConfidence",
  };
}

/** Names by which others may mean a candidate. */
function namesOf({ normalized, variants }: Candidate): string[] {
  return [...new Set([normalized, ...variants])];
}

function nodeOf(
  candidate: Candidate,
  choices: readonly EdgeChoice[],
  gates: readonly GateVerdict[],
  placeholder: string | undefined,
  above: readonly Node[] = [],
): Node {
  const { level, label, normalized, variants, observedForms, support } = candidate;
  const parents = placeholder !== undefined
    ? [{ id: placeholder, confidence: 0, evidence: [] }]
    : choices.map(({ parent, confidence, evidence }) => ({
      id: above[parent]!.concept.id,
      confidence: Math.round(1e6 * confidence) / 1e6,
      evidence: Object.entries(evidence).sort(([a], [b]) => a < b ? -1 : 1)
        .map(([kind, weight]) => ({ kind, weight, recordIds: [...support.recordIds].slice(0, 4) })),
    }));
  const concept: Concept = {
    id: contentId({ level, label: normalized }),
    level,
    canonicalLabel: label,
    parents,
    variants,
    observedForms,
    support,
    rationale: { gates: [...gates] },
  };
  return { candidate, concept };
}

function standInNode(level: Level, label: string, id: string, parent: string | undefined): Node {
  const support = { recordIds: [], publishers: [], rawCount: 0 };
  const common = { level, variants: [], observedForms: [], support };
  return {
    candidate: {
      ...common,
      label,
      normalized: label,
      parentAnchors: [],
      extractor: { name: "placeholder", version: "1" },
    },
    concept: {
      ...common,
      id,
      canonicalLabel: label,
      parents: parent === undefined ? [] : [{ id: parent, confidence: 0, evidence: [] }],
      rationale: { gates: [] },
    },
  };
}
