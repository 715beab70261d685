import { type Motion, MOTIONS } from "../../dsl/ops/rigid.ts";
import { QUANTITIES } from "../../dsl/ops/_quantities.ts";
import type { Base, Bench } from "./_bench.ts";
import { deriveColourMap } from "./_derive_colour_map.ts";
import { derivePlaceMap } from "./_derive_place_map.ts";
import { deriveTiles } from "./_derive_tiles.ts";

/** Looks for the last step that turns a base's values into the outputs: nothing, a motion, a colour map, an enlargement, tiles, a trim. */
export function finish(bench: Bench, base: Base): void {
  if (!bench.open) return;
  bench.offer(base);
  if (!bench.whole(base)) return;
  const sizes = bench.outputs.map((output, i) => {
    const grid = base.grids[i]!;
    return { w: grid.width, h: grid.height, W: output.width, H: output.height };
  });
  const before = bench.found;
  const upright = sizes.every((s) => s.w === s.W && s.h === s.H);
  const turned = sizes.every((s) => s.w === s.H && s.h === s.W);
  if (upright) finishColours(bench, base);
  if (upright || turned) {
    for (const motion of MOTIONS.slice(1)) {
      const turns = motion === "turn90" || motion === "turn270" || motion.endsWith("transpose");
      if (turns ? turned : upright) finishMotion(bench, base, motion);
    }
  }
  if (bench.found > before) return;
  if (!upright && sizes.every((s) => s.W % s.w === 0 && s.H % s.h === 0)) {
    finishLarger(bench, base, sizes);
  }
  if (!upright && sizes.every((s) => s.w % s.W === 0 && s.h % s.H === 0)) {
    finishSmaller(bench, base, sizes);
  }
  finishRim(bench, base, sizes);
}

type Sizes = readonly { w: number; h: number; W: number; H: number }[];

function finishColours(bench: Bench, base: Base): void {
  const map = deriveColourMap(bench, base);
  if (map !== undefined && bench.offer(bench.then(base, "map_colours", { map }))) return;
  for (const among of ["foreground", "all"]) {
    const places = derivePlaceMap(bench, base, among === "foreground");
    if (places === undefined) continue;
    if (bench.offer(bench.then(base, "map_places", { map: places, among }))) return;
  }
}

function finishMotion(bench: Bench, base: Base, motion: Motion): void {
  const moved = bench.then(base, "move_rigid", { motion });
  if (!bench.offer(moved)) finishColours(bench, moved);
}

function finishLarger(bench: Bench, base: Base, sizes: Sizes): void {
  const first = sizes[0]!;
  const fx = first.W / first.w, fy = first.H / first.h;
  if (sizes.every((s) => s.W === fx * s.w && s.H === fy * s.h)) {
    const larger = bench.then(base, "enlarge", { fx, fy });
    if (!bench.offer(larger) && bench.whole(larger)) finishColours(bench, larger);
    const motions = deriveTiles(bench, base, fx, fy);
    if (motions !== undefined) {
      bench.offer(bench.then(base, "tile_motions", { columns: fx, rows: fy, motions }));
    }
  } else {
    for (const quantity of QUANTITIES) {
      bench.offer(bench.then(base, "enlarge_by", { quantity }, "input"));
    }
    for (const times of ["colours", "foreground_colours", "size"]) {
      bench.offer(bench.then(base, "tile_by", { times }, "input"));
    }
  }
  if (sizes.every((s) => s.W === s.w * s.w && s.H === s.h * s.h)) finishKronecker(bench, base);
}

function finishKronecker(bench: Bench, base: Base): void {
  for (const copy of ["plain", "inverted"]) {
    for (const key of ["foreground", "background", "commonest", "rarest", "colour"]) {
      for (let colour = 0; colour < (key === "colour" ? 10 : 1); colour++) {
        bench.offer(bench.then(base, "kronecker", { key, colour, blank: 0, copy }));
      }
    }
  }
}

function finishSmaller(bench: Bench, base: Base, sizes: Sizes): void {
  const first = sizes[0]!;
  const fx = first.w / first.W, fy = first.h / first.H;
  if (!sizes.every((s) => s.w === fx * s.W && s.h === fy * s.H)) return;
  for (const take of ["corner", "most", "any"]) {
    const smaller = bench.then(base, "reduce_blocks", { fx, fy, take });
    if (!bench.offer(smaller) && bench.whole(smaller)) finishColours(bench, smaller);
  }
}

/** A constant rim cut off, or a frame put round. */
function finishRim(bench: Bench, base: Base, sizes: Sizes): void {
  const first = sizes[0]!;
  const dw = first.w - first.W, dh = first.h - first.H;
  if (!sizes.every((s) => s.w - s.W === dw && s.h - s.H === dh)) return;
  if (dw === dh && dw < 0 && dw % 2 === 0) {
    for (let colour = -1; colour < 10; colour++) {
      bench.offer(bench.then(base, "add_frame", { size: -dw / 2, colour }));
    }
  }
  if (dw < 0 || dh < 0 || dw + dh === 0 || dw > 8 || dh > 8) return;
  const grid = base.grids[0]!, output = bench.outputs[0]!;
  for (let top = 0; top <= dh; top++) {
    for (let left = 0; left <= dw; left++) {
      let same = true;
      for (let y = 0; y < output.height && same; y++) {
        for (let x = 0; x < output.width && same; x++) {
          same = grid.at(x + left, y + top) === output.at(x, y);
        }
      }
      if (!same) continue;
      bench.offer(
        bench.then(base, "trim", { left, top, right: dw - left, bottom: dh - top }),
      );
    }
  }
}
