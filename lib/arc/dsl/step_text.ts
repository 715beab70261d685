import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Params } from "./op.ts";
import type { Program, Step } from "./program.ts";

const texts = new WeakMap<Params, string>();

/** Parameters as canonical text; edited programs share parameter objects, so each is printed once. */
export function paramsText(params: Params): string {
  let text = texts.get(params);
  if (text === undefined) texts.set(params, text = canonicalJson(params));
  return text;
}

/** A step as text: equal for steps that do the same to the same arguments. */
export function stepText({ op, args, params }: Step): string {
  return `${op} ${args.join(" ")} ${paramsText(params)}`;
}

/** A program as text for comparing, not for reading: equal for programs of equal steps. */
export function programKey(program: Program): string {
  return program.steps.map(stepText).join("\n");
}
