import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Directive } from "../critic/critique.ts";
import type { Candidate, Trace } from "../trace/trace.ts";
import { compareFeatures } from "../verifier/comparator.ts";
import { type Patch, patchBetween } from "./patch.ts";

/** The edit that raised a score most. */
export interface BestEdit {
  /** The edit op, such as `mutate_param`. */
  readonly op: string;
  /** The step it was made at, −1 for the whole result. */
  readonly step: number;
  readonly hint: Directive["hint"];
  /** `null` where the new steps are too large to keep. */
  readonly patch: Patch | null;
  /** What it added to `verifierScore`. */
  readonly delta: number;
}

/** What one episode says about seeds of one kind that failed in one way. */
export interface Repair {
  readonly opsSignature: string;
  readonly errorType: string;
  /** Edits tried on such seeds, and how much each strictly better one added. */
  readonly seen: number;
  readonly deltas: readonly number[];
  readonly bestEdit: BestEdit;
}

/** Patches above this many characters of JSON hold learned rules, which fit no other task. */
const MOST_CHARACTERS = 2000;

/** Whether an edit is strictly better than its seed: the comparator's word. */
export function improves(edited: Candidate, seed: Candidate): boolean {
  return compareFeatures(edited.featureVec, seed.featureVec) < 0;
}

/** Candidates of a trace by id. */
export function candidatesById(trace: Trace): Map<string, Candidate> {
  const byId = new Map<string, Candidate>();
  for (const { candidates } of trace.iterations) {
    for (const candidate of candidates) byId.set(candidate.candidateId, candidate);
  }
  return byId;
}

/** The repairs of a trace by key, in order of appearance; keys without a strict improvement are left out. */
export function repairsOf(trace: Trace): Repair[] {
  const known = candidatesById(trace);
  const directives = new Map(
    trace.iterations.flatMap((turn) => turn.directives).map((one) => [one.directiveId, one]),
  );
  const groups = new Map<string, { seed: Candidate; edits: [Candidate, Candidate][] }>();
  for (const edited of known.values()) {
    const seed = known.get(edited.parentId ?? "");
    if (seed === undefined) continue;
    const key = `${seed.verify.errorType} ${seed.opsSignature}`;
    const group = groups.get(key) ?? { seed, edits: [] };
    group.edits.push([seed, edited]);
    groups.set(key, group);
  }
  const repairs: Repair[] = [];
  for (const { seed, edits } of groups.values()) {
    const better = edits.filter(([from, to]) => improves(to, from));
    if (better.length === 0) continue;
    const gain = ([from, to]: [Candidate, Candidate]) => to.verifierScore - from.verifierScore;
    const best = better.reduce((top, one) => gain(one) > gain(top) ? one : top);
    repairs.push({
      opsSignature: seed.opsSignature,
      errorType: seed.verify.errorType,
      seen: edits.length,
      deltas: better.map(gain),
      bestEdit: bestEdit(best, gain(best), directives),
    });
  }
  return repairs;
}

function bestEdit(
  [seed, edited]: [Candidate, Candidate],
  delta: number,
  directives: ReadonlyMap<string, Directive>,
): BestEdit {
  const directive = directives.get(edited.directiveId ?? "");
  const patch = patchBetween(seed.program, edited.program);
  return {
    op: edited.edit ?? directive?.op ?? "",
    step: directive?.locus.step ?? -1,
    hint: directive?.hint ?? {},
    patch: canonicalJson(patch).length <= MOST_CHARACTERS ? patch : null,
    delta,
  };
}
