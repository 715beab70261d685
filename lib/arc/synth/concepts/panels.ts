import type { Grid } from "../../grid/grid.ts";
import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours, inked, scatter } from "../drawing.ts";

/** What becomes of a cell that is inked in panel a or b. */
type Logic = (a: boolean, b: boolean) => boolean;

/** Grids cut by lines into panels that are laid over each other or compared. */
export const panelFamilies: readonly ConceptFamily[] = [
  logic("panel_and", "Cells coloured in both panels are given.", (a, b) => a && b),
  logic("panel_or", "Cells coloured in either panel are given.", (a, b) => a || b),
  logic("panel_xor", "Cells coloured in exactly one panel are given.", (a, b) => a !== b),
  logic("panel_nor", "Cells coloured in neither panel are given.", (a, b) => !a && !b),
  defineFamily({
    name: "panel_overlay",
    concept: "panels",
    doc: "Panels lie over each other in a fixed order of colours, black being see-through.",
    rule: (level, prng) => {
      const count = level.by(2, 3, 4);
      const [line, ...colours] = drawColours(prng, count + 1);
      const order = prng.shuffled(Array.from({ length: count }, (_, i) => i));
      return (pair) => {
        const [w, h] = [pair.between(3, level.by(4, 5, 6)), pair.between(3, level.by(4, 4, 5))];
        const panels = colours.map((colour) => scatter(pair, w, h, [colour], 0.5));
        const output = new Canvas(w, h);
        for (const i of order) output.paste(panels[i]!, 0, 0);
        return {
          input: sideBySide(panels, line!, count === 4 ? 2 : count),
          output: output.toGrid(),
        };
      };
    },
  }),
  chosenPanel("panel_odd", "The panel that differs from all others is given.", (panels, pick) => {
    if (panels[0]!.equals(panels[1]!)) return null;
    return panels.map((_, i) => i === pick ? panels[0]! : panels[1]!);
  }),
  chosenPanel(
    "panel_fullest",
    "The panel with the most coloured cells is given.",
    (panels, pick) => {
      const most = Math.max(...panels.map(inked));
      const full = panels.filter((panel) => inked(panel) === most);
      if (full.length !== 1) return null;
      const others = panels.filter((panel) => panel !== full[0]);
      return [...others.slice(0, pick), full[0]!, ...others.slice(pick)];
    },
  ),
];

function logic(name: string, doc: string, holds: Logic): ConceptFamily {
  return defineFamily({
    name,
    concept: "panels",
    doc,
    rule: (level, prng) => {
      const [line, a, b, to] = drawColours(prng, 4);
      const upright = prng.below(2) === 0;
      const divided = level.rank < 2;
      return (pair) => {
        const [w, h] = [pair.between(3, level.by(4, 6, 8)), pair.between(3, level.by(4, 6, 8))];
        const first = scatter(pair, w, h, [a!], 0.5);
        const second = scatter(pair, w, h, [level.rank === 0 ? a! : b!], 0.5);
        const output = gridOf(
          w,
          h,
          (x, y) => holds(first.at(x, y) !== 0, second.at(x, y) !== 0) ? to! : 0,
        );
        if (inked(output) === 0) return null;
        const columns = upright ? 1 : 2;
        return { input: sideBySide([first, second], divided ? line! : -1, columns), output };
      };
    },
  });
}

function chosenPanel(
  name: string,
  doc: string,
  arrange: (panels: readonly Grid[], pick: number) => Grid[] | null,
): ConceptFamily {
  return defineFamily({
    name,
    concept: "panels",
    doc,
    rule: (level, prng) => {
      const [line, ...colours] = drawColours(prng, level.by(2, 3, 4));
      return (pair, index) => {
        const [w, h] = [pair.between(3, level.by(3, 4, 5)), pair.between(3, level.by(3, 4, 4))];
        const count = level.by(3, 4, 6), columns = level.by(3, 2, 3);
        const panels = Array.from({ length: count }, () => {
          const colour = pair.pick(colours);
          return scatter(pair, w, h, [colour], 0.2 + 0.6 * pair.next());
        });
        const pick = (index * 2 + 1) % count;
        const arranged = arrange(panels, pick);
        if (arranged === null || arranged.some((panel) => inked(panel) === 0)) return null;
        return { input: sideBySide(arranged, line!, columns), output: arranged[pick]! };
      };
    },
  });
}

/** Panels of equal size in rows of `columns`, with one-cell lines between; line −1 draws none. */
function sideBySide(panels: readonly Grid[], line: number, columns: number): Grid {
  const { width: w, height: h } = panels[0]!;
  const step = line < 0 ? 0 : 1;
  const rows = Math.ceil(panels.length / columns);
  const canvas = new Canvas(
    columns * (w + step) - step,
    rows * (h + step) - step,
    Math.max(line, 0),
  );
  panels.forEach((panel, i) => {
    const x = (i % columns) * (w + step), y = Math.floor(i / columns) * (h + step);
    canvas.rect(x, y, w, h, 0);
    canvas.paste(panel, x, y);
  });
  return canvas.toGrid();
}
