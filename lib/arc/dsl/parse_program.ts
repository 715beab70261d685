import type { Json } from "../../substrate/values/canonical_json.ts";
import { checkProgram } from "./check_program.ts";
import type { Program, Step } from "./program.ts";
import { ProgramSyntaxError } from "./program_syntax_error.ts";
import { LineScanner } from "./_line_scanner.ts";

/**
 * Reads the text that {@linkcode printProgram} writes, and checks it: known primitives, right number and
 * types of arguments, references to earlier lines only, parameters within their schemas.
 *
 * Blank lines are skipped; the steps must be named `v1`, `v2`, … in order.
 *
 * @throws {ProgramSyntaxError} naming line, column, what was expected and what was found.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseProgram } from "./parse_program.ts";
 * const program = parseProgram('v1 = move_rigid(input, motion: "flip_x")');
 * assertEquals(program.steps[0], { op: "move_rigid", args: [0], params: { motion: "flip_x" } });
 * ```
 */
export function parseProgram(text: string): Program {
  const steps: Step[] = [];
  const places: { line: number; column: number }[] = [];
  text.split(/\r\n|\n/).forEach((content, i) => {
    if (content.trim() === "") return;
    const scan = new LineScanner(content, i + 1);
    const name = `v${steps.length + 1}`;
    scan.word(name, `the name ${name}`);
    scan.symbol("=");
    places.push({ line: i + 1, column: scan.column });
    steps.push(parseStep(scan, steps.length));
    scan.end();
  });
  const program = { steps };
  const fault = checkProgram(program)[0];
  if (fault !== undefined) {
    const place = places[fault.step]!;
    throw new ProgramSyntaxError(place.line, place.column, fault.expected, fault.found);
  }
  return program;
}

function parseStep(scan: LineScanner, earlier: number): Step {
  const op = scan.identifier("the name of a primitive");
  scan.symbol("(");
  const args: number[] = [];
  const params: { [name: string]: Json } = {};
  let first = true;
  while (!scan.takes(")")) {
    if (!first) scan.symbol(",");
    first = false;
    const column = scan.column;
    const word = scan.identifier("an argument, a parameter or )");
    if (scan.takes(":")) {
      if (Object.hasOwn(params, word)) {
        throw new ProgramSyntaxError(scan.line, column, "each parameter once", `"${word}" again`);
      }
      Object.defineProperty(params, word, {
        value: scan.json(),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      continue;
    }
    const ref = referenceOf(word);
    if (ref === undefined || ref > earlier) {
      const known = earlier === 0 ? "input" : `input or v1 to v${earlier}`;
      throw new ProgramSyntaxError(scan.line, column, known, `"${word}"`);
    }
    if (Object.keys(params).length > 0) {
      const expected = "arguments before parameters";
      throw new ProgramSyntaxError(scan.line, column, expected, `"${word}"`);
    }
    args.push(ref);
  }
  return { op, args, params };
}

function referenceOf(word: string): number | undefined {
  if (word === "input") return 0;
  return /^v[1-9][0-9]{0,5}$/.test(word) ? Number(word.slice(1)) : undefined;
}
