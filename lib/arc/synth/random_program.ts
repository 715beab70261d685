import type { Prng } from "../../substrate/values/prng.ts";
import type { Program, Step } from "../dsl/program.ts";
import type { ValueType } from "../dsl/value.ts";
import { type Move, movesFor } from "../ruler/enumeration/moves.ts";

/**
 * Draws a well-typed program of one to `steps` primitives, each on the result of the one before, with
 * parameters the enumeration knows; a list of grids is always picked from or laid together at the end.
 */
export function randomProgram(prng: Prng, colours: readonly number[], steps: number): Program {
  const moves = movesFor({ inputs: colours, fresh: colours, inks: colours })
    .filter((move) => !move.canvas);
  const length = prng.between(1, steps);
  const made: Step[] = [];
  let type: ValueType = "grid";
  while (made.length < length || type !== "grid") {
    const ending = made.length >= length - 1;
    const fitting = moves.filter((move) => takes(move, type) && (!ending || !move.givesList));
    // Primitives first, then their settings: a primitive with many parameters is no likelier.
    const op = prng.pick([...new Set(fitting.map((move) => move.op.name))]);
    const move = prng.pick(fitting.filter((one) => one.op.name === op));
    made.push({ op: move.op.name, args: [made.length], params: move.params });
    type = move.givesList ? "grids" : "grid";
  }
  return { steps: made };
}

function takes(move: Move, type: ValueType): boolean {
  return move.takesList === (type === "grids");
}
