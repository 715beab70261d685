import { assert, assertEquals, assertThrows } from "@std/assert";
import { DigestSet, Histogram, splitOf } from "../../lib/dataset/mod.ts";

Deno.test("splits hold about their shares of many task ids", () => {
  const counts = { train: 0, validation: 0, test: 0 };
  for (let i = 0; i < 10_000; i++) counts[splitOf(`task ${i}`)]++;
  assert(Math.abs(counts.train - 8000) < 200, JSON.stringify(counts));
  assert(Math.abs(counts.validation - 1000) < 150, JSON.stringify(counts));
});

Deno.test("a split never depends on anything but the base id, non-ASCII ids included", () => {
  for (const id of ["", "007bbfb7", "задача", "𝔸", "a/b\n"]) assertEquals(splitOf(id), splitOf(id));
  assertThrows(() => splitOf("x", { train: 80, validation: 10, test: 5 }), RangeError, "80, 10, 5");
});

Deno.test("a digest set tells every one of 100,000 texts from the others and from repeats", () => {
  const seen = new DigestSet();
  for (let i = 0; i < 100_000; i++) assert(seen.add(`row ${i}`));
  for (let i = 0; i < 100_000; i += 97) assert(!seen.add(`row ${i}`));
  assertEquals(seen.size, 100_000);
});

Deno.test("a histogram counts what lies outside its edges and refuses NaN and falling edges", () => {
  const histogram = new Histogram([0, 1, 2]);
  for (const value of [-1, 0, 0.5, 1, 2, Infinity]) histogram.add(value);
  assertEquals(histogram.data(), { edges: [0, 1, 2], counts: [2, 1], below: 1, above: 2 });
  assertThrows(() => histogram.add(NaN), RangeError);
  assertThrows(() => new Histogram([1, 1]), RangeError);
});
