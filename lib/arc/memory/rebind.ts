import type { Json } from "../../substrate/values/canonical_json.ts";
import { replaceStep } from "../dsl/program_edits.ts";
import type { Program } from "../dsl/program.ts";
import { registry } from "../dsl/registry.ts";
import { type Domain, domainOf, neighbouringParams } from "../ruler/edits/param_domain.ts";

/** Colours renamed at once, and ways to rename them, at most. */
const MOST_COLOURS = 3;
const MOST_RENAMINGS = 120;

/**
 * A remembered program with its literal colours renamed to a task's own, every way there is (up to 120), in
 * a fixed order. Distinct colours stay distinct.
 *
 * @param palette the task's colours, bit c for colour c
 */
export function* recoloured(program: Program, palette: number): Generator<Program> {
  const used = coloursOf(program);
  if (used.length === 0 || used.length > MOST_COLOURS) return;
  const free = Array.from({ length: 10 }, (_, c) => c).filter((c) => (palette >> c & 1) === 1);
  let made = 0;
  for (const choice of choices(free, used.length)) {
    if (choice.every((colour, i) => colour === used[i])) continue;
    const to = new Map(used.map((colour, i) => [colour, choice[i]!]));
    yield mapColours(program, (colour) => to.get(colour) ?? colour);
    if (++made === MOST_RENAMINGS) return;
  }
}

/** Programs that differ from a remembered one in one parameter of one step, step by step. */
export function* retuned(program: Program): Generator<Program> {
  for (const [i, step] of program.steps.entries()) {
    const op = registry.get(step.op);
    if (op === undefined) continue;
    for (const params of neighbouringParams(op, step.params)) {
      yield replaceStep(program, i, { ...step, params });
    }
  }
}

/** The colours that stand in a program's parameters, ascending. */
function coloursOf(program: Program): number[] {
  const found = new Set<number>();
  mapColours(program, (colour) => {
    found.add(colour);
    return colour;
  });
  return [...found].sort((a, b) => a - b);
}

function mapColours(program: Program, change: (colour: number) => number): Program {
  return {
    steps: program.steps.map((step) => {
      const op = registry.get(step.op);
      if (op === undefined) return step;
      const params = Object.fromEntries(
        Object.entries(step.params).map(([name, value]) => {
          const schema = op.params[name];
          return [name, schema === undefined ? value : renamed(value, domainOf(schema), change)];
        }),
      );
      return { ...step, params };
    }),
  };
}

/** A whole number from 0 to 9 is taken for a colour: mistaking a count for one costs a try, never truth. */
function renamed(value: Json, domain: Domain, change: (colour: number) => number): Json {
  switch (domain.kind) {
    case "range":
      return domain.low <= 0 && domain.high === 9 && typeof value === "number" && value >= 0
        ? change(value)
        : value;
    case "list":
      return Array.isArray(value)
        ? value.map((one) => renamed(one, domain.element, change))
        : value;
    case "record":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(
        Object.entries(value as { readonly [name: string]: Json }).map(([name, field]) => {
          const inner = domain.fields.get(name);
          return [name, inner === undefined ? field : renamed(field, inner, change)];
        }),
      );
    default:
      return value;
  }
}

/** Ordered choices of distinct items. */
function* choices(items: readonly number[], count: number): Generator<number[]> {
  if (count === 0) return yield [];
  for (const item of items) {
    for (const rest of choices(items.filter((other) => other !== item), count - 1)) {
      yield [item, ...rest];
    }
  }
}
