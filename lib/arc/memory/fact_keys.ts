import { createHash } from "node:crypto";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Fact } from "../describer/fact.ts";

/**
 * A task's certain facts as ascending distinct 32-bit keys: one key per statement, and one per kind of
 * statement, so that tasks that differ in a colour alone still have much in common.
 *
 * @param trainPairs a fact counts when it holds on so many pairs
 */
export function factKeysOf(facts: readonly Fact[], trainPairs: number): Uint32Array {
  const keys = new Set<number>();
  for (const { kind, args, support } of facts) {
    if (support.length < trainPairs) continue;
    keys.add(keyOf(kind));
    keys.add(keyOf(`${kind} ${canonicalJson(args)}`));
  }
  return Uint32Array.from(keys).sort();
}

function keyOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32LE(0);
}

/** Keys as bytes, the same on every machine. */
export function bytesOfKeys(keys: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(4 * keys.length);
  const view = new DataView(bytes.buffer);
  keys.forEach((key, i) => view.setUint32(4 * i, key, true));
  return bytes;
}

/** The keys that bytes stand for. */
export function keysOfBytes(bytes: Uint8Array | ArrayBuffer): Uint32Array {
  const view = bytes instanceof Uint8Array
    ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new DataView(bytes);
  return Uint32Array.from(
    { length: view.byteLength / 4 },
    (_, i) => view.getUint32(4 * i, true),
  );
}
