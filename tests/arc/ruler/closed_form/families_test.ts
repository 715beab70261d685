import { assert, assertEquals } from "@std/assert";
import { opNamed } from "../../../../lib/arc/dsl/registry.ts";
import type { Params } from "../../../../lib/arc/dsl/op.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import { closedFormFamilies } from "../../../../lib/arc/ruler/closed_form/mod.ts";
import type { Problem } from "../../../../lib/arc/ruler/draft.ts";
import { grid, lines, noise, predictions, ruled } from "./_problems.ts";

function familyNamed(name: string) {
  return closedFormFamilies.find((family) => family.name === name)!;
}

/** The rule that applies one primitive. */
function by(op: string, params: Params): (input: Grid) => Grid {
  return (input) => opNamed(op).run([input], params) as Grid;
}

/** The family's first full fit predicts what the rule makes of the test input. */
function solves(name: string, rule: (input: Grid) => Grid, ...inputs: readonly Grid[]): void {
  const problem: Problem = ruled(rule, ...inputs);
  const expected = lines(rule(inputs[inputs.length - 1]!));
  const found = predictions(familyNamed(name), problem);
  assert(found.length > 0, `${name} found nothing`);
  assertEquals(found[0], expected);
}

Deno.test("geometry: a quarter turn, a mirror tiling, an enlargement, a crop with a colour map", () => {
  const inputs = noise(4, 3, 3);
  solves("geometry", by("move_rigid", { motion: "turn90" }), ...inputs);
  solves("geometry", by("tile_motions", { columns: 2, rows: 2, motions: [0, 4, 5, 2] }), ...inputs);
  solves("geometry", by("enlarge", { fx: 2, fy: 3 }), ...inputs);
  const crop = (g: Grid) =>
    by("map_colours", { map: [-1, 2, 3, -1, -1, -1, -1, -1, -1, -1] })(
      by("cut_content", {
        colour: -1,
      })(g),
    );
  solves(
    "geometry",
    crop,
    grid("00000", "01200", "00100", "00000", "00000"),
    grid("00000", "00000", "00022", "00010", "00000"),
    grid("00000", "00000", "02000", "01200", "00000"),
  );
});

Deno.test("geometry: the grid at each of its own cells of the commonest colour", () => {
  const rule = by("kronecker", { key: "foreground", colour: 0, blank: 0, copy: "plain" });
  solves("geometry", rule, grid("07", "70"), grid("40", "44"), grid("03", "33"), grid("66", "06"));
});

Deno.test("panel logic: cells set in both halves", () => {
  const rule = (g: Grid) => {
    const side = (g.width - 1) / 2;
    const both = new Grid(side, g.height, new Uint8Array(side * g.height));
    for (let y = 0; y < g.height; y++) {
      for (let x = 0; x < side; x++) {
        both.cells[y * side + x] = g.at(x, y) > 0 && g.at(x + side + 1, y) > 0 ? 2 : 0;
      }
    }
    return both;
  };
  solves(
    "panel_logic",
    rule,
    grid("1015011", "0105101"),
    grid("1115100", "0005110"),
    grid("0115101", "1005011"),
    grid("1105111", "0115001"),
  );
});

Deno.test("completion: a masked mirror picture, whole and as the patch alone", () => {
  const whole = [
    grid("123321", "456654", "789987", "789987", "456654", "123321"),
    grid("147741", "258852", "369963", "369963", "258852", "147741"),
    grid("911119", "122221", "123321", "123321", "122221", "911119"),
  ];
  const masked = whole.map((g, k) =>
    new Grid(6, 6, g.cells.map((c, i) => i === 7 + k || i === 8 + k ? 0 : c))
  );
  const rule = (g: Grid) => whole[masked.indexOf(g)]!;
  solves("completion", rule, ...masked);
  solves("completion", (g) => patch(g, rule(g)), ...masked);
});

function patch(masked: Grid, whole: Grid): Grid {
  return opNamed("cut_where").run([masked, whole], { colour: 0 }) as Grid;
}

Deno.test("moving: cells fall to the ground, a piece goes to a wall of another colour", () => {
  const loose = noise(4, 5, 5).map((g) =>
    new Grid(5, 5, g.cells.map((c, i) => (i * 7 + c) % 3 === 0 ? 4 : 0))
  );
  solves(
    "moving",
    by("slide_pieces", { of: "cells", colour: -1, direction: "down", limit: 30 }),
    ...loose,
  );
  solves(
    "moving",
    by("slide_towards", { of: "same4", colour: 3, to: 8 }),
    grid("030000", "000000", "000000", "888888"),
    grid("888888", "000000", "000330", "000000"),
    grid("800000", "800030", "800000", "800000"),
    grid("000008", "030008", "030008", "000008"),
  );
});

Deno.test("line drawing: rays to the right edge, lines between equal marks in a row", () => {
  const marks = [
    grid("00000", "02000", "00000", "00300"),
    grid("30000", "00000", "00200", "00000"),
    grid("00000", "03000", "00000", "20000"),
    grid("00200", "00000", "03000", "00000"),
  ];
  solves("line_drawing", by("draw_rays", { rays: [[-1, 2, 11]], manner: "stop" }), ...marks);
  solves(
    "line_drawing",
    by("join_pairs", { lines: [[-1, 8]], way: "rows", across: "free" }),
    grid("20002", "00000", "00300", "00000"),
    grid("00000", "03003", "00000", "02000"),
    grid("00000", "00020", "30030", "00000"),
    grid("02002", "00000", "30003", "00000"),
  );
});

Deno.test("cell rule: holes of closed shapes are filled, open ones are not", () => {
  const rule = (g: Grid) =>
    new Grid(
      g.width,
      g.height,
      g.cells.map((c, i) => {
        const x = i % g.width, y = (i - x) / g.width;
        const ring = [[-1, 0], [1, 0], [0, -1], [0, 1]].every(([dx, dy]) => {
          const u = x + dx!, v = y + dy!;
          return u >= 0 && v >= 0 && u < g.width && v < g.height && g.at(u, v) === 3;
        });
        return c === 0 && ring ? 4 : c;
      }),
    );
  solves(
    "cell_rule",
    rule,
    grid("033300", "030300", "033300", "000000", "330000", "030000"),
    grid("000333", "000303", "000333", "033000", "030000", "033000"),
    grid("000000", "333000", "303033", "333030", "000033", "000000"),
    grid("333000", "303000", "333000", "000333", "000303", "000333"),
  );
});

Deno.test("selection: the piece of the largest size is cut out", () => {
  solves(
    "selection",
    by("select_piece", { of: "same8", by: "size", choice: "most", crop: "box" }),
    grid("1100000", "1000022", "0000222", "0000022", "0300000"),
    grid("4444000", "4004000", "4444011", "0000010", "0000000"),
    grid("0000000", "0660000", "0000777", "0020707", "0000777"),
    grid("9990000", "0900000", "0900030", "0000330", "0110000"),
  );
});

Deno.test("counting: bars of how often each colour occurs, and a literal answer per count", () => {
  solves(
    "counting",
    by("histogram", { of: "colours", order: "most", bars: "rows", length: "count" }),
    grid("1100", "0102", "0000", "0020"),
    grid("3030", "0033", "0500", "0000"),
    grid("6006", "0700", "6000", "0070"),
    grid("8080", "0000", "8009", "0000"),
  );
  const answer = (g: Grid) => g.cells.filter((c) => c > 0).length === 2 ? grid("123") : grid("321");
  solves(
    "counting",
    answer,
    grid("100", "000", "001"),
    grid("010", "010", "010"),
    grid("000", "101", "000"),
    grid("111", "000", "000"),
    grid("001", "000", "100"),
  );
});

Deno.test("stamping: each colour has a pattern of its own", () => {
  solves(
    "stamping",
    by("stamp_marks", {
      stamps: [[2, -1, -1, 4, 1, 1, 4], [3, 0, 2, 5, 2, 0, 5]],
      over: "background",
    }),
    grid("00000000", "02000000", "00000000", "00003000", "00000000", "00000000"),
    grid("00000000", "00000200", "03000000", "00000000", "00000000", "00000000"),
    grid("00000000", "00300000", "00000000", "00000000", "00000020", "00000000"),
    grid("00000000", "02000030", "00000000", "00020000", "00000000", "00000000"),
  );
});

Deno.test("pattern replacement: a small pattern becomes another wherever it stands", () => {
  solves(
    "pattern_replacement",
    by("replace_pattern", { from: [[1, 2], [2, 1]], to: [[5, 6], [7, 8]] }),
    grid("1200000", "2100012", "0000021", "0012000", "0000000"),
    grid("0000000", "0120012", "0210021", "0000000", "0021000"),
    grid("0001200", "0002100", "1200000", "2100000", "0000011"),
    grid("0120000", "0210000", "0000012", "0000021", "2200000"),
  );
});

Deno.test("extending: stripes go on to the edge, columns stand in order, boxes fill between corners", () => {
  solves(
    "extending",
    by("extend_pattern", { direction: "down", lines: "together", least: 2 }),
    grid("111", "202", "111", "202", "000", "000", "000"),
    grid("330", "444", "330", "444", "000", "000", "000"),
    grid("505", "066", "505", "066", "000", "000", "000"),
    grid("777", "080", "777", "080", "000", "000", "000"),
  );
  solves(
    "extending",
    by("sort_lines", { lines: "columns", order: "most" }),
    grid("0010", "1010", "1011"),
    grid("2000", "2020", "2022"),
    grid("0003", "0303", "3303"),
    grid("0400", "0404", "4404"),
  );
});

Deno.test("reshaped cell rule: an enlarged grid gets the diagonals of its background cells painted", () => {
  const rule = (g: Grid) => {
    const large = by("enlarge", { fx: 2, fy: 2 })(g);
    return by("cell_lookup", { own: "class", by: ["checker"], copy: "", rows: [[0, 1, 7]] })(large);
  };
  solves(
    "reshaped_cell_rule",
    rule,
    grid("010", "000", "200"),
    grid("300", "002", "000"),
    grid("000", "040", "100"),
    grid("005", "000", "010"),
  );
});
