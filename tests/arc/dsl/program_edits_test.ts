import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import {
  appendStep,
  chain,
  deleteStep,
  insertAfter,
  prefixTo,
  replaceStep,
  sharedSteps,
  sideBySide,
  withoutDeadSteps,
} from "../../../lib/arc/dsl/program_edits.ts";

/** `"a 0; b 1 0"`: op names with their argument references. */
function read(text: string): Program {
  if (text === "") return { steps: [] };
  return {
    steps: text.split("; ").map((part) => {
      const [op, ...args] = part.split(" ");
      return { op: op!, args: args.map(Number), params: {} };
    }),
  };
}
const show = ({ steps }: Pick<Program, "steps">) =>
  steps.map(({ op, args }) => [op, ...args].join(" ")).join("; ");

Deno.test("appendStep() builds on the result, or on the input of an empty program", () => {
  assertEquals(show(appendStep(read(""), "x", {})), "x 0");
  assertEquals(show(appendStep(read("a 0; b 1"), "x", {}, [0])), "a 0; b 1; x 2 0");
});

Deno.test("replaceStep() changes one step and no reference", () => {
  const [step] = read("x 1").steps;
  assertEquals(show(replaceStep(read("a 0; b 1; c 2"), 1, step!)), "a 0; x 1; c 2");
});

Deno.test("insertAfter() hands its result to every later reader of the value", () => {
  assertEquals(show(insertAfter(read("a 0; b 0 1; c 2 1"), 1, "x", {})), "a 0; x 1; b 0 2; c 3 2");
  assertEquals(show(insertAfter(read("a 0; b 0 1"), 0, "x", {})), "x 0; a 1; b 1 2");
  assertEquals(show(insertAfter(read("a 0"), 1, "x", {})), "a 0; x 1");
});

Deno.test("deleteStep() hands the step's first argument to its readers", () => {
  assertEquals(show(deleteStep(read("a 0; b 1; c 2 1"), 1)), "a 0; c 1 1");
  assertEquals(show(deleteStep(read("a 0; b 1"), 0)), "b 0");
  assertEquals(show(deleteStep(read("a 0; b 1"), 1)), "a 0");
});

Deno.test("prefixTo() keeps what the value needs", () => {
  assertEquals(show(prefixTo(read("a 0; b 0; c 2; d 3"), 3)), "b 0; c 1");
  assertEquals(show(prefixTo(read("a 0"), 0)), "");
});

Deno.test("sideBySide() runs both on the input and names both results", () => {
  const joined = sideBySide(read("a 0; b 1"), read("c 0; d 1 0"));
  assertEquals([show(joined), joined.first, joined.second], ["a 0; b 1; c 0; d 3 0", 2, 4]);
  const plain = sideBySide(read(""), read(""));
  assertEquals([plain.first, plain.second], [0, 0]);
});

Deno.test("chain() runs the second program on the first one's result", () => {
  assertEquals(show(chain(read("a 0; b 1"), read("c 0; d 1 0"))), "a 0; b 1; c 2; d 3 2");
  assertEquals(show(chain(read(""), read("c 0"))), "c 0");
});

Deno.test("withoutDeadSteps() drops what the result does not need and keeps the program otherwise", () => {
  assertEquals(show(withoutDeadSteps(read("a 0; b 0; c 1; d 3"))), "a 0; c 1; d 2");
  const whole = read("a 0; b 1 0");
  assertStrictEquals(withoutDeadSteps(whole), whole);
});

Deno.test("sharedSteps() computes equal steps once", () => {
  assertEquals(show(sharedSteps(read("a 0; a 0; b 1; b 2; c 3 4"))), "a 0; b 1; c 2 2");
  const doubled = read("a 0; b 1; a 0");
  assertStrictEquals(sharedSteps(doubled), doubled);
});
