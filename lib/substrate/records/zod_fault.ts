import type * as z from "zod";
import type { InputFault } from "../values/input_error.ts";

type Issue = z.core.$ZodIssue;

/**
 * The first fault a zod schema found, in the words of one line: field, what was expected, what was found.
 *
 * @param value what was parsed; the value found is looked up in it
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as z from "zod";
 * import { zodFault } from "./zod_fault.ts";
 * const schema = z.object({ cells: z.array(z.int().max(9)) });
 * const seen = { cells: [1, 12] };
 * const fault = zodFault(schema.safeParse(seen).error!, seen);
 * assertEquals(fault, { field: ["cells", 1], expected: "at most 9", seen: 12 });
 * ```
 */
export function zodFault(error: z.ZodError, value: unknown): InputFault {
  const issue = innermost(error.issues[0]!, []);
  const found = lookUp(value, issue.path);
  const field = issue.path;
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(", ");
    return {
      field,
      problem: `${issue.keys.length === 1 ? "unknown field" : "unknown fields"} ${keys}`,
    };
  }
  const seen = found === undefined ? { missing: true } : { seen: measured(issue, found) };
  const expected = expectation(issue);
  return expected === undefined
    ? { field, problem: issue.message, ...seen }
    : { field, expected, ...seen };
}

/** Follows a union into its closest member: the one whose first fault lies deepest. */
function innermost(issue: Issue, base: readonly PropertyKey[]): Issue {
  const path = [...base, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const firsts = issue.errors.flatMap((issues) => issues.slice(0, 1))
      .map((first) => innermost(first, path));
    const depth = Math.max(...firsts.map((first) => first.path.length));
    const deepest = firsts.filter((first) => first.path.length === depth);
    if (deepest.length === 1) return deepest[0]!;
  }
  return { ...issue, path } as Issue;
}

function expectation(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return NAMES[issue.expected] ?? issue.expected;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${
        unit(issue)
      }`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${
        unit(issue)
      }`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "regex"
        ? `text like ${issue.pattern}`
        : `text of form ${issue.format}`;
    default:
      return undefined;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  nan: "NaN",
};

const UNITS: Readonly<Record<string, string>> = {
  array: " entries",
  set: " entries",
  string: " characters",
};

function unit(issue: Issue & { origin: string }): string {
  return UNITS[issue.origin] ?? "";
}

/** A list or text that is too short or long is told by its length. */
function measured(issue: Issue, found: unknown): unknown {
  const sized = issue.code === "too_small" || issue.code === "too_big";
  return sized && (Array.isArray(found) || typeof found === "string") ? found.length : found;
}

function lookUp(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
