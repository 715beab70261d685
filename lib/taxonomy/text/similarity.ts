/**
 * How alike two words are, 0 … 1, favouring a common beginning.
 *
 * Source: W. E. Winkler, "String comparator metrics and enhanced decision rules", 1990; prefix scale 0.1, at
 * most 4 letters.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { jaroWinkler } from "./similarity.ts";
 * assertAlmostEquals(jaroWinkler("martha", "marhta"), 0.9611, 1e-4);
 * ```
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const left: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue;
      taken[j] = 1;
      left.push(a[i]!);
      break;
    }
  }
  const common = left.length;
  if (common === 0) return 0;
  let swapped = 0, at = 0;
  for (let j = 0; j < b.length; j++) if (taken[j] === 1 && b[j] !== left[at++]) swapped++;
  return (common / a.length + common / b.length + (common - swapped / 2) / common) / 3;
}

/**
 * The share of members that two sets have in common; two empty sets are alike.
 *
 * Source: P. Jaccard, 1901.
 */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let common = 0;
  for (const member of a) if (b.has(member)) common++;
  return common / (a.size + b.size - common);
}

/**
 * How alike two labels are: Jaro–Winkler of the whole, Jaccard of the words, or 1 where one is the other's
 * initials; the largest counts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { labelSimilarity } from "./similarity.ts";
 * assertEquals(labelSimilarity("nlp", "natural language processing"), 1);
 * assertEquals(labelSimilarity("theory of numbers", "numbers of theory"), 1);
 * ```
 */
export function labelSimilarity(a: string, b: string): number {
  if (a === b || initials(b) === a || initials(a) === b) return 1;
  const [x, y] = [new Set(a.split(" ")), new Set(b.split(" "))];
  return Math.max(jaroWinkler(a, b), jaccard(x, y));
}

function initials(label: string): string {
  const words = label.split(" ");
  return words.length < 2 ? "" : words.map((word) => word[0]!).join("");
}

/**
 * 1 − edits / length of the longer one: what share of a name another one shares.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { spellingSimilarity } from "./similarity.ts";
 * assertAlmostEquals(spellingSimilarity("archeology", "archaeology"), 10 / 11);
 * ```
 */
export function spellingSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return 1 - row[b.length]! / longest;
}
