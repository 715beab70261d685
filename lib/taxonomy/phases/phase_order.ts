import { covers } from "../policies/policy_leaves.ts";
import type { PolicyPath } from "../policies/policy_schema.ts";
import { codeDigest } from "./code_digest.ts";
import type { PhaseDefinition } from "./phase.ts";
import { PHASE_NAMES, type PhaseName } from "./phase_name.ts";

/** Knows the phases of a run: their order, who reads whom, and what a change of a policy touches. */
export class PhaseManager {
  /** In order. */
  readonly phases: readonly PhaseDefinition[];

  /**
   * @throws {RangeError} for phases that are out of order or named twice, that read a later phase, or that
   * share a module.
   */
  constructor(phases: readonly PhaseDefinition[]) {
    const seen: PhaseName[] = [];
    const modules = new Set<string>();
    for (const { name, reads, modules: asked = {} } of phases) {
      const last = seen.at(-1);
      if (last !== undefined && PHASE_NAMES.indexOf(name) <= PHASE_NAMES.indexOf(last)) {
        throw new RangeError(`Expected phases in their order but found ${name} after ${last}`);
      }
      const later = reads.find((read) => !seen.includes(read));
      if (later !== undefined) {
        throw new RangeError(`${name} reads ${later}, which is not before it`);
      }
      for (const module of Object.keys(asked)) {
        if (modules.has(module)) throw new RangeError(`Two phases ask the ${module}`);
        modules.add(module);
      }
      seen.push(name);
    }
    this.phases = phases;
  }

  get names(): readonly PhaseName[] {
    return this.phases.map((phase) => phase.name);
  }

  /** That phase and all after it. */
  from(name: PhaseName): readonly PhaseDefinition[] {
    return this.phases.slice(this.phases.findIndex((phase) => phase.name === name));
  }

  /** All up to that phase, itself included. */
  upTo(name: PhaseName): readonly PhaseDefinition[] {
    return this.phases.slice(0, this.phases.findIndex((phase) => phase.name === name) + 1);
  }

  /** Phases whose slices cover a policy value. */
  readersOf(path: PolicyPath): readonly PhaseName[] {
    return this.phases.filter(({ slices }) => slices.some((slice) => covers(slice, path)))
      .map((phase) => phase.name);
  }

  /** Those phases and all that read, by however many steps, what they write. */
  downstreamOf(names: readonly PhaseName[]): readonly PhaseName[] {
    const reached = new Set(names);
    for (const { name, reads } of this.phases) {
      if (reads.some((read) => reached.has(read))) reached.add(name);
    }
    return this.names.filter((name) => reached.has(name));
  }

  /** What a change of a policy value touches, in words: who reads it, who may have to follow, who need not. */
  blastRadius(path: PolicyPath): string {
    const readers = this.readersOf(path);
    if (readers.length === 0) return "read by no phase of this run";
    const follow = this.downstreamOf(readers);
    const untouched = this.names.filter((name) => !follow.includes(name));
    const rest = follow.filter((name) => !readers.includes(name));
    return [
      `read by ${readers.join(", ")}`,
      ...(rest.length > 0 ? [`downstream ${rest.join(", ")}`] : []),
      ...(untouched.length > 0 ? [`untouched ${untouched.join(", ")}`] : []),
    ].join("; ");
  }

  /** The code hash of every phase. */
  async codeHashes(): Promise<ReadonlyMap<PhaseName, string>> {
    const hashes = new Map<PhaseName, string>();
    for (const { name, code } of this.phases) hashes.set(name, await codeDigest(code));
    return hashes;
  }
}
