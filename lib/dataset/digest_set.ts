import { sha256 } from "../substrate/values/digest.ts";

/**
 * A set of texts that keeps 64 bits of each one's sha-256: about 24 bytes a member whatever its length.
 *
 * Two of n texts collide with probability below n²/2⁶⁵: under 3e-8 for a million.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DigestSet } from "./digest_set.ts";
 * const seen = new DigestSet();
 * assertEquals([seen.add("a"), seen.add("a"), seen.add("b"), seen.size], [true, false, true, 2]);
 * ```
 */
export class DigestSet {
  #slots = new BigUint64Array(1024);
  #size = 0;

  /** Members so far. */
  get size(): number {
    return this.#size;
  }

  /** Adds a text; false when it was there already. */
  add(text: string): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    // 0 marks an empty slot, so the one digest that is 0 shares a name with 1.
    const key = BigInt(`0x${sha256(text).slice(0, 16)}`) || 1n;
    const slot = this.#find(key);
    if (this.#slots[slot] === key) return false;
    this.#slots[slot] = key;
    this.#size++;
    return true;
  }

  #find(key: bigint): number {
    const mask = this.#slots.length - 1;
    let slot = Number(key & 0xffffffffn) & mask;
    while (this.#slots[slot] !== 0n && this.#slots[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new BigUint64Array(old.length * 2);
    for (const key of old) if (key !== 0n) this.#slots[this.#find(key)] = key;
  }
}
