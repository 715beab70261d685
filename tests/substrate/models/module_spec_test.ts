import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import * as z from "zod";
import { loadModuleSpec } from "../../../lib/substrate/models/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

const kinds = {
  symbolic: z.strictObject({
    depth: z.int().min(1).default(3),
    ops: z.array(z.string()).optional(),
  }),
  linear: z.strictObject({ weights: z.string() }),
};

async function load(folder: string, text: string) {
  const path = `${folder}/ruler.jsonc`;
  await Deno.writeTextFile(path, text);
  return await loadModuleSpec({ ref: path, module: "ruler", kinds });
}

async function refusal(text: string): Promise<string> {
  let message = "";
  await inTempFolder(async (folder) => {
    const error = await assertRejects(() => load(folder, text), UserError);
    assertEquals(error.exitCode, 2);
    message = error.message.replace(`${folder}/`, "");
  });
  return message;
}

Deno.test("a spec with comments and trailing commas loads, with defaults filled in", () =>
  inTempFolder(async (folder) => {
    const spec = await load(
      folder,
      `// mine\n{ "schema": "module.spec/1", "module": "ruler", /* k */ "kind": "symbolic", }`,
    );
    assertEquals(spec.kind, "symbolic");
    assertEquals(spec.settings, { depth: 3 });
    assertEquals([spec.name, spec.folder], ["symbolic", folder]);
  }));

Deno.test("the digest covers content only: layout, defaults and built-ins agree, settings differ", () =>
  inTempFolder(async (folder) => {
    const builtin = await loadModuleSpec({ ref: "builtin:symbolic", module: "ruler", kinds });
    const head = `"schema":"module.spec/1","module":"ruler","kind":"symbolic"`;
    const same = await load(folder, `{\n"settings": {"depth": 3},\n${head}}`);
    const other = await load(folder, `{"settings": {"depth": 4},${head}}`);
    assertEquals(same.digest, builtin.digest);
    assertNotEquals(other.digest, builtin.digest);
  }));

Deno.test("an unknown kind is refused with file, line, kind seen and kinds known", async () => {
  assertEquals(
    await refusal(`{\n  // "kind": "symbolic"\n  "schema": "module.spec/1",\n  "module": "ruler",
  "kind": "neural"\n}`),
    'ruler.jsonc:5: kind: unknown kind of ruler "neural"; known: symbolic, linear',
  );
});

Deno.test("a name that every object has is no kind", async () => {
  const text = `{"schema":"module.spec/1","module":"ruler","kind":"constructor"}`;
  assertEquals(
    await refusal(text),
    'ruler.jsonc:1: kind: unknown kind of ruler "constructor"; known: symbolic, linear',
  );
});

Deno.test("a spec of another module is refused", async () => {
  assertEquals(
    await refusal(`{"schema":"module.spec/1",\n"module":"critic","kind":"symbolic"}`),
    'ruler.jsonc:2: module: expected "ruler", found "critic"',
  );
});

Deno.test("wrong settings are named with their line, field and value", async () => {
  assertEquals(
    await refusal(`{"schema":"module.spec/1","module":"ruler","kind":"symbolic",
"settings": {\n  "ops": [\n    "a",\n    7\n  ]\n}}`),
    "ruler.jsonc:5: settings.ops[1]: expected text, found 7",
  );
  assertEquals(
    await refusal(`{"schema":"module.spec/1","module":"ruler","kind":"symbolic",
"settings": { "detph": 3 }}`),
    'ruler.jsonc:2: settings: unknown field "detph"',
  );
  assertEquals(
    await refusal(`{"schema":"module.spec/1","module":"ruler","kind":"linear"}`),
    "ruler.jsonc:1: settings.weights: expected text, found nothing",
  );
});

Deno.test("a syntax error is named with its line", async () => {
  assertEquals(
    await refusal(`{\n  "schema": "module.spec/1",\n  "kind": }`),
    'ruler.jsonc:3: is not JSONC: unexpected token "}"',
  );
  assertEquals(
    await refusal(`{\n"a": 1\n`),
    "ruler.jsonc:2: is not JSONC: unexpected end of JSONC input",
  );
  assertEquals(await refusal(" \n"), "ruler.jsonc: is empty");
  assertEquals(await refusal("[]"), "ruler.jsonc:1: expected an object, found []");
});

Deno.test("a missing file and an unknown built-in are refused in one line", async () => {
  const load = (ref: string) => () => loadModuleSpec({ ref, module: "ruler", kinds });
  const missing = await assertRejects(load("nowhere/x.jsonc"), UserError);
  assertEquals(missing.message, "nowhere/x.jsonc: no such file or folder");
  const unknown = await assertRejects(load("builtin:linear"), UserError);
  assertEquals(unknown.message, "builtin:linear: no such built-in ruler; known: builtin:symbolic");
});
