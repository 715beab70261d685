import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Program } from "../dsl/program.ts";
import type { BestEdit } from "./repairs_of.ts";

/** A program that solved another task. `similarity` of that task is in (0,1]. */
export interface SolvedExample {
  readonly exampleId: string;
  readonly taskId: string;
  readonly similarity: number;
  readonly opsSignature: string;
  readonly program: Program;
}

/** A repair that strictly improved seeds of one kind, with the edit that did most. */
export interface RepairCase {
  readonly caseId: string;
  readonly opsSignature: string;
  readonly errorType: string;
  readonly seen: number;
  readonly improved: number;
  readonly meanDelta: number;
  /** Of the most similar task it was made on. */
  readonly similarity: number;
  readonly bestEdit: BestEdit;
}

/** A part of several tasks' solutions; `similarity` is summed over those tasks. */
export interface Macro {
  readonly fragmentId: string;
  readonly opsSignature: string;
  readonly program: Program;
  readonly count: number;
  readonly similarity: number;
}

/** What a ruler is told about a task, most valuable first in every list. */
export interface RulerBundle {
  readonly solvedExamples: readonly SolvedExample[];
  readonly repairCases: readonly RepairCase[];
  readonly macros: readonly Macro[];
}

/** How a similar task went: no program, only what was tried. */
export interface SimilarEpisode {
  readonly episodeId: string;
  readonly taskId: string;
  readonly similarity: number;
  readonly solved: boolean;
  readonly verifierScore: number;
  /** Per edit op how often it was made, and how often it strictly improved its seed. */
  readonly edits: readonly {
    readonly op: string;
    readonly tried: number;
    readonly improved: number;
  }[];
}

/** A repair as the critic sees it: which edit helped, not how. */
export type CriticCase = Omit<RepairCase, "bestEdit"> & { readonly op: string };

/** What a critic is told about a task. */
export interface CriticBundle {
  readonly episodes: readonly SimilarEpisode[];
  readonly cases: readonly CriticCase[];
  /** Numbers over both lists: `nearest`, `solvedShare`, and `edit.<op>`, the smoothed share of improving edits. */
  readonly features: { readonly [name: string]: number };
}

/** Everything retrieved for one task. */
export interface MemoryBundle {
  readonly ruler: RulerBundle;
  readonly critic: CriticBundle;
}

/** How much is retrieved at most. */
export interface MemoryLimits {
  readonly episodes: number;
  readonly cases: number;
  readonly solvedExamples: number;
  readonly repairCases: number;
  readonly macros: number;
  /** Bytes of canonical JSON of each of the two bundles. */
  readonly maxBytes: number;
}

/** The least `maxBytes`: room for the empty lists. */
export const LEAST_BYTES = 64;

const encoder = new TextEncoder();

/** Bytes of a value's canonical JSON. */
export function bytesOf(value: unknown): number {
  return encoder.encode(canonicalJson(value)).length;
}

/**
 * Fills lists by rank, one item of each list after the other, leaving out what does not fit: the result, as
 * canonical JSON, has at most `maxBytes` bytes.
 *
 * @throws {RangeError} when not even the empty lists fit.
 */
export function boundedLists<T extends { readonly [name: string]: readonly unknown[] }>(
  lists: T,
  maxBytes: number,
): T {
  const kept: { [name: string]: unknown[] } = {};
  for (const name of Object.keys(lists)) kept[name] = [];
  let left = maxBytes - bytesOf(kept);
  if (left < 0) throw new RangeError(`Expected room for empty lists but found ${maxBytes} bytes`);
  const longest = Math.max(0, ...Object.values(lists).map((list) => list.length));
  for (let rank = 0; rank < longest; rank++) {
    for (const [name, list] of Object.entries(lists)) {
      if (rank >= list.length) continue;
      const room = bytesOf(list[rank]) + (kept[name]!.length > 0 ? 1 : 0);
      if (room > left) continue;
      kept[name]!.push(list[rank]);
      left -= room;
    }
  }
  return kept as unknown as T;
}
