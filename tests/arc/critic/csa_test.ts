import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { analyseCsa, csaOfPair } from "../../../lib/arc/critic/csa.ts";
import {
  exactColourMap,
  exactShift,
  majorityColourMap,
} from "../../../lib/arc/critic/grid_maps.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";

const g = (...rows: string[]) => Grid.fromRows(rows.map((row) => [...row].map(Number)));

Deno.test("an exact prediction has no error of any kind", () => {
  assertEquals(csaOfPair(g("12"), g("12")), { colour: 0, shape: 0, arrangement: 0 });
});

Deno.test("a missing prediction is all error", () => {
  assertEquals(csaOfPair(null, g("12")), { colour: 1, shape: 1, arrangement: 1 });
});

Deno.test("an object in the wrong colour is a colour error", () => {
  const { colour, shape, arrangement } = csaOfPair(g("0110", "0002"), g("0330", "0002"));
  assertEquals([shape, arrangement], [0, 0]);
  assertAlmostEquals(colour, 2 / 3);
});

Deno.test("a flat grid in the wrong colour is a colour error too", () => {
  assertEquals(csaOfPair(g("44", "44"), g("00", "00")), { colour: 1, shape: 0, arrangement: 0 });
});

Deno.test("an object in the wrong place is an arrangement error", () => {
  const got = g("11000", "00000", "00020"), want = g("00000", "00011", "00000").cells;
  const expected = new Grid(5, 3, want);
  const { colour, shape, arrangement } = csaOfPair(got, expected);
  assertEquals(colour, 0);
  assertAlmostEquals(shape, 1 / 5);
  assertAlmostEquals(arrangement, 4 / 5);
});

Deno.test("a mirrored prediction is an arrangement error alone", () => {
  const { colour, shape, arrangement } = csaOfPair(g("120", "030"), g("021", "030"));
  assertEquals([colour, shape], [0, 0]);
  assert(arrangement > 0);
});

Deno.test("a hole in an object is a shape error", () => {
  const { colour, shape, arrangement } = csaOfPair(
    g("111000", "101000", "111000"),
    g("111000", "111000", "111000"),
  );
  assertEquals([colour, arrangement], [0, 0]);
  assertAlmostEquals(shape, 1 / 9);
});

Deno.test("a wrong size leaves colour and shape to the objects and is always an arrangement error", () => {
  assertEquals(csaOfPair(g("0110"), g("110")), { colour: 0, shape: 0, arrangement: 1 / 4 });
  assertAlmostEquals(csaOfPair(g("011"), g("02", "02")).colour, 2 / 3);
});

Deno.test("every part lies in [0,1] and is 0 in sum only where the prediction is exact", () => {
  const prng = createPrng("csa");
  const random = () => {
    const width = prng.between(1, 6), height = prng.between(1, 6);
    return new Grid(
      width,
      height,
      Uint8Array.from({ length: width * height }, () => prng.below(3)),
    );
  };
  for (let i = 0; i < 3000; i++) {
    const got = random(), want = random();
    const parts = Object.values(csaOfPair(got, want)) as number[];
    assert(parts.every((part) => part >= 0 && part <= 1), `${parts}`);
    assertEquals(parts.every((part) => part === 0), got.equals(want));
  }
});

Deno.test("the pooled analysis is the mean of the pairs'", () => {
  const { pairs, pooled } = analyseCsa([g("4"), g("1"), null], [g("0"), g("1"), g("2")]);
  assertEquals(pairs.length, 3);
  assertEquals(pooled, { colour: 2 / 3, shape: 1 / 3, arrangement: 1 / 3 });
});

Deno.test("an exact colour map is one-to-one over all pairs or is none", () => {
  const map = exactColourMap([{ from: g("12"), to: g("34") }, { from: g("21"), to: g("43") }]);
  assertEquals([...map!], [[1, 3], [2, 4]]);
  assertEquals(exactColourMap([{ from: g("12"), to: g("33") }]), undefined);
  assertEquals(exactColourMap([{ from: g("1"), to: g("12") }]), undefined);
});

Deno.test("a shift is found where only background leaves and enters", () => {
  assertEquals(exactShift(g("100", "000"), g("000", "010"), 0), { dx: 1, dy: 1 });
  assertEquals(exactShift(g("101"), g("010"), 0), undefined);
});

Deno.test("the majority colour map says what it would repair", () => {
  const best = majorityColourMap([{ from: g("1112"), to: g("3332") }])!;
  assertEquals([...best.map, best.repaired, best.from, best.to], [[1, 3], 1, 1, 3]);
  assertEquals(majorityColourMap([{ from: g("12"), to: g("12") }]), undefined);
});
