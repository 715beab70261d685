import { OBJECT_TRAITS, type ObjectTest, type Scene, traitValues } from "../../object_rules/mod.ts";

/** All objects of all pairs in one list, in order of pairs. */
export interface ObjectTable {
  readonly scenes: readonly Scene[];
  /** Per object its scene and its index there. */
  readonly rows: readonly { readonly scene: number; readonly index: number }[];
}

/** A question with the set of objects (bits, 32 to a word) that answer yes. */
export interface Literal {
  readonly test: ObjectTest;
  readonly yes: Uint32Array;
  /** The trait's place in the catalogue: later traits are more far-fetched. */
  readonly cost: number;
}

/** What a test on a count or length costs beyond one that compares objects: bounds carry over less well. */
const COUNT_TOLL = 12;

/** Joins the objects of scenes. */
export function objectTable(scenes: readonly Scene[]): ObjectTable {
  return {
    scenes,
    rows: scenes.flatMap((scene, k) => scene.objects.map((_, index) => ({ scene: k, index }))),
  };
}

/** A set over the objects of a table. */
export function objectSet(table: ObjectTable, has: (row: number) => boolean): Uint32Array {
  const set = new Uint32Array(Math.ceil(table.rows.length / 32));
  for (let row = 0; row < table.rows.length; row++) {
    if (has(row)) set[row >> 5]! |= 1 << (row & 31);
  }
  return set;
}

/** Every question that divides the objects, one per distinct division, simplest first. */
export function literalsOf(table: ObjectTable): Literal[] {
  const literals: Literal[] = [];
  const seen = new Set<string>();
  let cost = 0;
  for (const trait of OBJECT_TRAITS.keys()) {
    const columns = table.scenes.map((scene) => traitValues(scene, trait));
    const values = table.rows.map(({ scene, index }) => columns[scene]![index]!);
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    if (distinct.length > 1) {
      const add = (sign: ObjectTest["sign"], value: number, toll: number): void => {
        const yes = objectSet(table, (row) => {
          const v = values[row]!;
          return sign === "="
            ? v === value
            : sign === "!="
            ? v !== value
            : sign === "<="
            ? v <= value
            : v > value;
        });
        const key = yes.join(",");
        if (seen.has(key)) return;
        seen.add(key);
        literals.push({ test: { trait, sign, value }, yes, cost: cost + toll });
      };
      const binary = distinct.length === 2 && distinct[0] === 0 && distinct[1] === 1;
      const count = binary || trait === "colour" ? 0 : COUNT_TOLL;
      for (const value of distinct) add("=", value, count + (count > 0 ? 2 : 0));
      if (!binary) { for (const value of distinct) add("!=", value, count + 3); }
      if (!binary && trait !== "colour") {
        for (const value of distinct.slice(0, -1)) {
          add("<=", value, count);
          add(">", value, count);
        }
      }
    }
    cost++;
  }
  return literals.sort((a, b) => a.cost - b.cost);
}
