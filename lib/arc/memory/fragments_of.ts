import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { opsSignature, type Program } from "../dsl/program.ts";
import { prefixTo } from "../dsl/program_edits.ts";
import { registry } from "../dsl/registry.ts";

/** A part of a program that is a program itself: from one grid to a grid. */
export interface Fragment {
  readonly fragmentId: string;
  readonly opsSignature: string;
  readonly program: Program;
  /** Its canonical JSON. */
  readonly text: string;
}

const MOST_STEPS = 4;
const MOST_CHARACTERS = 1000;
const MOST_FRAGMENTS = 24;

/**
 * The parts of a program worth trying elsewhere: what it computes up to each grid, and each run of up to
 * four steps that starts from one value; small ones only, distinct, in a fixed order.
 */
export function fragmentsOf(program: Program): Fragment[] {
  const found = new Map<string, Fragment>();
  const offer = (part: Program | undefined): void => {
    if (part === undefined || part.steps.length === 0 || part.steps.length > MOST_STEPS) return;
    if (registry.get(part.steps.at(-1)!.op)?.gives !== "grid") return;
    const text = canonicalJson(part);
    if (text.length > MOST_CHARACTERS) return;
    const fragmentId = sha256(text);
    if (found.size < MOST_FRAGMENTS) {
      found.set(fragmentId, { fragmentId, opsSignature: opsSignature(part), program: part, text });
    }
  };
  for (let ref = program.steps.length; ref > 0; ref--) offer(prefixTo(program, ref));
  for (let length = MOST_STEPS; length > 0; length--) {
    for (let from = 0; from + length <= program.steps.length; from++) {
      offer(windowOf(program, from, from + length));
    }
  }
  return [...found.values()];
}

/** Steps `from` to `to` as a program on the one value they read from outside. */
function windowOf({ steps }: Program, from: number, to: number): Program | undefined {
  const outside = new Set<number>();
  for (const step of steps.slice(from, to)) {
    for (const arg of step.args) if (arg <= from) outside.add(arg);
  }
  const [source] = outside;
  if (outside.size !== 1 || source === undefined) return undefined;
  if (source > 0 && registry.get(steps[source - 1]!.op)?.gives !== "grid") return undefined;
  return {
    steps: steps.slice(from, to).map((step) => ({
      ...step,
      args: step.args.map((arg) => arg <= from ? 0 : arg - from),
    })),
  };
}
