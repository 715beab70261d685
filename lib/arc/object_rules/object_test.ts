import { type Scene } from "./scene.ts";
import { OBJECT_TRAITS, traitValues } from "./object_traits.ts";

/** A yes/no question about an object, such as `size<=4`, `colour!=3`, `largest=1`. */
export interface ObjectTest {
  readonly trait: string;
  readonly sign: "=" | "!=" | "<=" | ">";
  readonly value: number;
}

/** The text of a test. */
export function printObjectTest(test: ObjectTest): string {
  return `${test.trait}${test.sign}${test.value}`;
}

/**
 * Reads a test.
 *
 * @throws {RangeError} when the text is not a test of a known trait.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseObjectTest } from "./object_test.ts";
 * assertEquals(parseObjectTest("size<=4"), { trait: "size", sign: "<=", value: 4 });
 * ```
 */
export function parseObjectTest(text: string): ObjectTest {
  const match = /^([a-z0-9_]+)(=|!=|<=|>)(\d{1,3})$/.exec(text);
  if (match === null || !OBJECT_TRAITS.has(match[1]!)) {
    throw new RangeError(`Expected a test of an object but found "${text}"`);
  }
  return {
    trait: match[1]!,
    sign: match[2] as ObjectTest["sign"],
    value: Number(match[3]),
  };
}

/** Whether the object of that index passes. */
export function passesTest(scene: Scene, index: number, test: ObjectTest): boolean {
  const value = traitValues(scene, test.trait)[index]!;
  switch (test.sign) {
    case "=":
      return value === test.value;
    case "!=":
      return value !== test.value;
    case "<=":
      return value <= test.value;
    case ">":
      return value > test.value;
  }
}
