/**
 * The least number of inserted, deleted, replaced or swapped neighbouring letters between two words.
 *
 * Source: optimal string alignment, the restricted form of Damerau (1964).
 */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/**
 * The known word a user most likely meant, or nothing when none is near.
 *
 * Upper and lower case count as equal; a word that begins with what was typed beats one letter of
 * difference; ties go to the word listed first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nearestWord } from "./edit_distance.ts";
 * assertEquals(nearestWord("loop-itres", ["batch-file", "loop-iters"]), "loop-iters");
 * assertEquals(nearestWord("zebra", ["batch-file", "loop-iters"]), undefined);
 * ```
 */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  // A third of the letters may be wrong, two at least: enough for slips, too few for other words.
  let bound = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  let found: string | undefined;
  for (const word of known) {
    const lower = word.toLowerCase();
    const prefix = wanted.length >= 3 && lower.startsWith(wanted);
    const distance = prefix ? 0.5 : editDistance(wanted, lower);
    if (distance < bound && distance < lower.length) [bound, found] = [distance, word];
  }
  return found;
}
