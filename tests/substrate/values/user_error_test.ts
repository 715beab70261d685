import { assert, assertEquals } from "@std/assert";
import { fieldPath, inputError, shown, UserError } from "../../../lib/substrate/values/mod.ts";

Deno.test("a UserError exits with 2 unless told otherwise, and keeps its cause", () => {
  const cause = new Error("deep");
  assertEquals(new UserError("x").exitCode, 2);
  const error = new UserError("x", { exitCode: 1, cause });
  assertEquals(error.exitCode, 1);
  assertEquals(error.cause, cause);
  assertEquals(error.name, "UserError");
});

Deno.test("a UserError is always one line", () => {
  assertEquals(new UserError("first\n   second\r\nthird\n").message, "first second third");
});

Deno.test("inputError() names file, line, field, what was expected and what was found", () => {
  const error = inputError({
    file: "tasks.jsonl",
    line: 12,
    field: "train[0].input[2][1]",
    expected: "a colour 0–9",
    seen: 12,
  });
  assert(error instanceof UserError);
  assertEquals(
    error.message,
    "tasks.jsonl:12: train[0].input[2][1]: expected a colour 0–9, found 12",
  );
});

Deno.test("inputError() leaves out what is not known", () => {
  assertEquals(inputError({ file: "a.jsonc", problem: "is empty" }).message, "a.jsonc: is empty");
  assertEquals(inputError({ line: 3, problem: "bad" }).message, "line 3: bad");
  assertEquals(
    inputError({ field: ["kind"], expected: "text", missing: true }).message,
    "kind: expected text, found nothing",
  );
});

Deno.test("fieldPath() joins keys with dots and indices with brackets", () => {
  assertEquals(fieldPath(["a", 0, "b", 1, 2]), "a[0].b[1][2]");
  assertEquals(fieldPath([]), "");
  assertEquals(fieldPath([3, "x"]), "[3].x");
});

Deno.test("shown() shortens long values on a character, not inside one", () => {
  assertEquals(shown("😀".repeat(200)).endsWith("😀…"), true);
  assertEquals(shown(undefined), "undefined");
  assertEquals(shown(10n), "10");
  assertEquals(shown({ a: [1] }), '{"a":[1]}');
});
