import { type ParentEvidence, parentProbabilities, TOP } from "../evidence/evidence_kind.ts";
import { Lexicon, type Root } from "../evidence/lexicon.ts";
import { type ReadTerm, readTerm } from "../evidence/term.ts";
import { spellingOut } from "../evidence/text_evidence.ts";
import type { Policies } from "../policies/policy_schema.ts";
import type { GateVerdict } from "../records/gate_verdict.ts";
import type { Level } from "../records/level.ts";
import type { Anchored, Statements } from "./find_terms.ts";
import { cleanLabel, labelGates, levelGate } from "./label_gates.ts";
import { anchorsAbove, type Placement, placeTerms } from "./place_terms.ts";
import type { PlacementRow } from "./placement_record.ts";

/** Parents whose evidence is kept with a label, likeliest first. */
const PARENTS_KEPT = 6;

/** What became of a label that was looked at. */
export type LabelPlacement =
  | { readonly kind: "placed"; readonly row: PlacementRow; readonly gates: readonly GateVerdict[] }
  | {
    readonly kind: "dropped";
    readonly level: Level;
    readonly label: string;
    readonly normalized: string;
    readonly gates: readonly GateVerdict[];
  };

/** Options of {@linkcode placeLabels}. */
export interface PlaceLabelsOptions {
  readonly root: Root;
  readonly label: Policies["label"];
  readonly weights: Policies["levelwise"]["placementWeights"];
}

/**
 * Finds the level of every label that was found defined, and what speaks for its parents one level up.
 *
 * Definitions of one label that stand at one level under one parent become one; of definitions at different
 * levels the likeliest stays.
 *
 * @param found the definitions, from {@linkcode findTerms}
 */
export async function placeLabels(
  found: readonly Anchored[],
  statements: Statements,
  options: PlaceLabelsOptions,
): Promise<LabelPlacement[]> {
  const { root, label: policies, weights } = options;
  const dropped: LabelPlacement[] = [];
  const taken: (Anchored & { readonly gates: readonly GateVerdict[] })[] = [];
  for (const anchored of found) {
    const { statement } = anchored;
    const clean = cleanLabel(statement.heads[0]!, policies);
    const gates = labelGates(clean, policies);
    if (gates.every(({ passed }) => passed)) taken.push({ ...anchored, gates });
    else dropped.push({ kind: "dropped", level: 0, ...clean, gates });
  }
  const plain = taken.map(({ statement: row, divided }, index) => ({
    id: String(index),
    heads: row.heads,
    definition: row.definition,
    ...(row.section === undefined ? {} : { section: row.section }),
    ...(divided === undefined ? {} : { divided }),
  }));
  const spellOut = spellingOut(plain.map((term, index) => readTerm(term, index)));
  const terms = plain.map((term, index) => readTerm(term, index, spellOut));
  const lexicon = new Lexicon(terms);
  for await (const statement of statements()) lexicon.hear(statement);
  const evidenceOptions = { lexicon, root, weights, parentSimilarity: policies.parentSimilarity };
  const placed = placeTerms(terms, evidenceOptions);
  const kept = likeliestOfLabels(terms, placed);
  const members = terms.filter(({ index }) => kept.has(index));
  const anchors = anchorsAbove(
    members.map((term, index) => ({ ...term, index })),
    members.map(({ index }) => placed[index]!.level),
    evidenceOptions,
  );
  const names = members.map(({ heads }) => cleanLabel(heads[0]!, policies));
  const normalized = names.map((name) => name.normalized);
  const rows = members.flatMap((term, index): LabelPlacement[] => {
    const { level } = placed[term.index]!;
    const { gates, statement, strength, termhood } = taken[term.index]!;
    const deep = levelGate(level);
    const all = [...gates, deep];
    if (!deep.passed) return [{ kind: "dropped", level: 3, ...names[index]!, gates: all }];
    const { wanted } = placed[term.index]!;
    // A claim that the tree could not grant is kept: assembly tells of those that contradict each other.
    const denied = wanted !== TOP && placed[wanted]!.level !== level - 1
      ? [{
        text: cleanLabel(terms[wanted]!.heads[0]!, policies).normalized,
        score: 1,
        kind: "wanted",
      }]
      : [];
    const row: PlacementRow = {
      level: level as Level,
      ...names[index]!,
      parentAnchors: [
        ...anchorRows(anchors[index]!, normalized, weights),
        ...denied,
      ],
      variants: variantsOf(term, policies, names[index]!.normalized),
      observedForms: [...new Set(term.heads)],
      anchor: strength,
      ...(termhood === undefined
        ? { definedBy: [statement.recordId] }
        : { termhood, definedBy: [] }),
    };
    return [{ kind: "placed", row, gates: all }];
  });
  return [...dropped, ...unsaid(terms, placed, kept, policies), ...joinSame(rows)];
}

/** Labels of which no definition names a parent, or the top: where they stand would be a guess. */
function unsaid(
  terms: readonly ReadTerm[],
  placed: readonly Placement[],
  kept: ReadonlySet<number>,
  policies: Policies["label"],
): LabelPlacement[] {
  const told = new Set(terms.filter(({ index }) => kept.has(index)).map(({ labels }) => labels[0]));
  const lost = terms.filter(({ labels }) => !told.has(labels[0]));
  return [...Map.groupBy(lost, ({ labels }) => labels[0]).values()].map(([term]) => ({
    kind: "dropped",
    level: Math.min(3, placed[term!.index]!.level) as Level,
    ...cleanLabel(term!.heads[0]!, policies),
    gates: [
      ...labelGates(cleanLabel(term!.heads[0]!, policies), policies),
      {
        gate: "parent_named",
        passed: false,
        rule: "is",
        value: false,
        threshold: true,
        note: "its text and name say of no parent, nor of the top, that it is one of them",
      },
    ],
  }));
}

/** Of the definitions of one label, those at the level of the likeliest one that is surely a member. */
function likeliestOfLabels(terms: readonly ReadTerm[], placed: readonly Placement[]): Set<number> {
  const best = new Map<string, Placement>();
  for (const { index, labels } of terms) {
    const place = placed[index]!;
    const seen = best.get(labels[0]!);
    if (place.telling && (seen === undefined || place.probability > seen.probability)) {
      best.set(labels[0]!, place);
    }
  }
  return new Set(
    terms.filter(({ index, labels }) =>
      placed[index]!.telling && placed[index]!.level === best.get(labels[0]!)?.level
    ).map(({ index }) => index),
  );
}

function anchorRows(
  evidence: ParentEvidence,
  normalized: readonly string[],
  weights: PlaceLabelsOptions["weights"],
): PlacementRow["parentAnchors"] {
  const likeliest = [...parentProbabilities(evidence, weights)]
    .filter(([parent]) => parent !== TOP)
    .sort(([a, x], [b, y]) => y - x || a - b).slice(0, PARENTS_KEPT);
  return likeliest.flatMap(([parent]) =>
    Object.entries(evidence.get(parent)!).sort(([a], [b]) => a < b ? -1 : 1).map((
      [kind, value],
    ) => ({
      text: normalized[parent]!,
      resolvedId: normalized[parent]!,
      score: Math.round(Math.min(1, value) * 1e4) / 1e4,
      kind,
    }))
  );
}

function variantsOf(term: ReadTerm, policies: Policies["label"], normalized: string): string[] {
  const forms = term.heads.map((head) => cleanLabel(head, policies).normalized);
  return [...new Set(forms)].filter((form) => form !== normalized && form !== "").sort();
}

/** Joins definitions of one label at one level whose likeliest parent is the same. */
function joinSame(placements: readonly LabelPlacement[]): LabelPlacement[] {
  const joined = new Map<string, LabelPlacement>();
  for (const placement of placements) {
    if (placement.kind === "dropped") {
      joined.set(`dropped ${joined.size}`, placement);
      continue;
    }
    const { row } = placement;
    const key = `${row.level} ${row.normalized}\t${row.parentAnchors[0]?.resolvedId ?? ""}`;
    const first = joined.get(key);
    if (first === undefined || first.kind === "dropped") {
      joined.set(key, placement);
      continue;
    }
    const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
    joined.set(key, {
      ...first,
      row: {
        ...first.row,
        variants: union(first.row.variants, row.variants).sort(),
        observedForms: union(first.row.observedForms, row.observedForms),
        anchor: Math.max(first.row.anchor, row.anchor),
        definedBy: union(first.row.definedBy, row.definedBy).sort(),
      },
    });
  }
  return [...joined.values()];
}
