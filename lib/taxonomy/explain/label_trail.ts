import { ARTEFACTS } from "../phases/artefacts.ts";
import { PHASE_NAMES, type PhaseName } from "../phases/phase_name.ts";
import { type Concept, conceptRecord } from "../records/concept.ts";
import { type Decision, decisionRecord } from "../records/decision.ts";
import type { Level } from "../records/level.ts";
import { type QuarantineItem, quarantineRecord } from "../records/quarantine_item.ts";
import { type SourceRecord, sourceRecord } from "../records/source_record.ts";
import { batchMetricsRecord } from "../s0_raw_extraction/batch_metrics.ts";
import { storedRows, type StoredRowsOptions } from "../run/stored_rows.ts";
import type { StoredRun } from "../run/stored_run.ts";

/** One phase's word on a label. */
export interface TrailStep {
  readonly phase: PhaseName;
  readonly decision: Decision;
}

/** A label's way through the phases at one level. */
export interface Trail {
  readonly level: Level;
  /** In the order of phases. */
  readonly steps: readonly TrailStep[];
}

/** A concept that a label names. */
export interface FoundConcept {
  readonly concept: Concept;
  /** Labels from the root down to it. */
  readonly path: readonly string[];
  /** Labels of its parents, in their order. */
  readonly parentLabels: readonly string[];
}

/** All that a run knows about a label. */
export interface LabelTrail {
  /** As it was asked for, folded. */
  readonly label: string;
  /** The concepts that it names, by canonical label or variant. */
  readonly concepts: readonly FoundConcept[];
  readonly trails: readonly Trail[];
  /** Set aside under this label. */
  readonly quarantined: readonly QuarantineItem[];
  /** Source records that name it, a few of them. */
  readonly mentions: readonly SourceRecord[];
  /** How many there are. */
  readonly mentioned: number;
  /** How many segments S0 left out, by reason; their texts are not kept, so any of them may name it. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const MENTIONS = 3;

/**
 * Collects what every phase of a run decided about a label, following merges and renames.
 *
 * @throws {UserError} exit 2 for a damaged row.
 */
export async function labelTrail(
  run: StoredRun,
  label: string,
  options: StoredRowsOptions = {},
): Promise<LabelTrail> {
  const asked = folded(label);
  const names = new Set([asked]);
  const trails = new Map<Level, TrailStep[]>();
  const quarantined: QuarantineItem[] = [];
  for (const phase of PHASE_NAMES) {
    const mine: Decision[] = [];
    for await (const row of storedRows(run, phase, ARTEFACTS.decisions, decisionRecord, options)) {
      if (names.has(folded(row.normalized)) || names.has(folded(row.label))) mine.push(row);
    }
    for (const decision of mine) {
      trails.set(decision.level, [...trails.get(decision.level) ?? [], { phase, decision }]);
      // What a merged or renamed label goes on as is asked for in the phases after.
      for (const next of decision.into) names.add(folded(next));
    }
    for await (
      const row of storedRows(run, phase, ARTEFACTS.quarantine, quarantineRecord, options)
    ) {
      if (folded(row.provenance.label ?? row.text) === asked) quarantined.push(row);
    }
  }
  const { mentions, mentioned } = await mentionsOf(run, asked, options);
  return {
    label: asked,
    concepts: await conceptsOf(run, names, options),
    trails: [...trails].sort(([a], [b]) => a - b).map(([level, steps]) => ({ level, steps })),
    quarantined,
    mentions,
    mentioned,
    leftOut: await leftOutOf(run, options),
  };
}

/** Labels are compared without regard to case and spacing. */
export function folded(label: string): string {
  return label.normalize("NFC").toLowerCase().replace(/[\s_]+/g, " ").trim();
}

async function conceptsOf(
  run: StoredRun,
  names: ReadonlySet<string>,
  options: StoredRowsOptions,
): Promise<LabelTrail["concepts"]> {
  const known = new Map<string, { readonly label: string; readonly parent?: string }>();
  const found: Concept[] = [];
  for await (
    const concept of storedRows(run, "assembly", ARTEFACTS.concepts, conceptRecord, options)
  ) {
    const { id, canonicalLabel: label, parents, variants, observedForms } = concept;
    const parent = parents[0]?.id;
    known.set(id, { label, ...(parent === undefined ? {} : { parent }) });
    // One of several senses is also known by its parent: `morphology (physics)`.
    const sense = `${label} (${known.get(parent ?? "")?.label ?? ""})`;
    if ([label, sense, ...variants, ...observedForms].some((form) => names.has(folded(form)))) {
      found.push(concept);
    }
  }
  return found.map((concept) => {
    const path: string[] = [];
    for (let at = known.get(concept.id); at !== undefined; at = known.get(at.parent ?? "")) {
      path.unshift(at.label);
    }
    const parentLabels = concept.parents.map(({ id }) => known.get(id)?.label ?? id);
    return { concept, path, parentLabels };
  });
}

async function mentionsOf(
  run: StoredRun,
  label: string,
  options: StoredRowsOptions,
): Promise<Pick<LabelTrail, "mentions" | "mentioned">> {
  const mentions: SourceRecord[] = [];
  let mentioned = 0;
  const word = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(label)}(?![\\p{L}\\p{N}])`, "iu");
  for await (const record of storedRows(run, "S0", ARTEFACTS.records, sourceRecord, options)) {
    if (!word.test(record.text)) continue;
    mentioned++;
    if (mentions.length < MENTIONS) mentions.push(record);
  }
  return { mentions, mentioned };
}

async function leftOutOf(
  run: StoredRun,
  options: StoredRowsOptions,
): Promise<LabelTrail["leftOut"]> {
  const sums: Record<string, number> = {};
  const parts = storedRows(run, "S0", ARTEFACTS.metrics, batchMetricsRecord, options);
  for await (const { dropped } of parts) {
    for (const [reason, count] of Object.entries(dropped)) {
      sums[reason] = (sums[reason] ?? 0) + count;
    }
  }
  return sums;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replaceAll(" ", "\\s+");
}
