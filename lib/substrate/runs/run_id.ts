import type { Json } from "../values/canonical_json.ts";
import { digestOf } from "../values/digest.ts";
import { shown } from "../values/input_error.ts";

/** A file a run reads, by content. */
export interface RunInput {
  readonly path: string;
  /** sha-256 of its bytes. */
  readonly digest: string;
  readonly rows: number;
}

/** What decides a run's results, and nothing else. */
export interface RunIdentity {
  readonly command: string;
  /** Only the options that change results; worker counts, paths and log levels do not belong here. */
  readonly options: Readonly<Record<string, Json>>;
  readonly seeds: Readonly<Record<string, number | string>>;
  readonly inputs: readonly RunInput[];
}

/**
 * The name of a run: 24 hex digits of the digest of command, deciding options, seeds and input contents.
 *
 * Paths of inputs do not count, so the same work has the same name on every machine.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { runIdOf } from "./run_id.ts";
 * const run = { command: "arc", options: { k: 1 }, seeds: { main: 7 } };
 * const here = runIdOf({ ...run, inputs: [{ path: "a.jsonl", digest: "d", rows: 1 }] });
 * const there = runIdOf({ ...run, inputs: [{ path: "b.jsonl", digest: "d", rows: 1 }] });
 * assertEquals(here, there);
 * ```
 */
export function runIdOf(identity: RunIdentity): string {
  return digestOf({
    command: identity.command,
    options: identity.options,
    seeds: identity.seeds,
    inputs: identity.inputs.map((input) => input.digest),
  }).slice(0, 24);
}

/**
 * Says in words the first thing in which two runs differ, or nothing for the same run.
 *
 * @param before the run that is stored
 * @param now the run that is asked for
 */
export function firstDifference(before: RunIdentity, now: RunIdentity): string | undefined {
  if (before.command !== now.command) {
    return `command was ${before.command}, now ${now.command}`;
  }
  const option = differingKey(before.options, now.options);
  if (option !== undefined) {
    return `option ${option} was ${was(before.options[option])}, now ${was(now.options[option])}`;
  }
  const seed = differingKey(before.seeds, now.seeds);
  if (seed !== undefined) {
    return `seed ${seed} was ${was(before.seeds[seed])}, now ${was(now.seeds[seed])}`;
  }
  if (before.inputs.length !== now.inputs.length) {
    return `the number of inputs was ${before.inputs.length}, now ${now.inputs.length}`;
  }
  for (const [at, input] of now.inputs.entries()) {
    const stored = before.inputs[at]!;
    if (stored.digest === input.digest) continue;
    const rows = stored.rows === input.rows ? "" : ` (${stored.rows} rows, now ${input.rows})`;
    return `input ${input.path} has other content${rows}`;
  }
  return undefined;
}

function differingKey(
  before: Readonly<Record<string, Json | undefined>>,
  now: Readonly<Record<string, Json | undefined>>,
): string | undefined {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return keys.find((key) => digestOf({ at: before[key] }) !== digestOf({ at: now[key] }));
}

function was(value: unknown): string {
  return value === undefined ? "not set" : shown(value);
}
