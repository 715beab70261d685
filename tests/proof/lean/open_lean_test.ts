import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { projectHeader } from "../../../lib/proof/lean/lake_project.ts";
import { openLean, type OpenLeanOptions } from "../../../lib/proof/lean/open_lean.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

const here = (file: string) => new URL(file, import.meta.url).pathname;
const deno = (file: string, ...words: readonly string[]) => [
  ...[Deno.execPath(), "run", "--no-lock", "--allow-read", here(file)],
  ...words,
];

/** A project with stand-ins for its Lean; the embedded one must not be touched. */
async function inProject<T>(
  manifest: string,
  use: (options: OpenLeanOptions, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/lake-manifest.json`, manifest);
  const version = `${folder}/lean.sh`;
  const run = deno("_scripted_lean.ts").join(" ");
  const says = "Lean (version 4.24.0, x86_64, commit 797c613eb9b6, Release)";
  await Deno.writeTextFile(
    version,
    `if [ "$1" = --version ]; then echo "${says}"; else exec ${run} "$@"; fi\n`,
  );
  try {
    return await use({
      cacheFolder: `${folder}/none`,
      project: folder,
      leanCommand: ["sh", version],
      replCommand: deno("_scripted_repl.ts", "good"),
      memoryMb: 1024 * 1024,
      spares: 0,
    }, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a project's own Lean is taken where a project is named: the REPL, else the command", async () => {
  await inProject("{}", async (options) => {
    await using repl = await openLean(options);
    assertEquals([repl.name, repl.toolchain], ["repl", "Lean 4.24.0 (797c613eb9b6)"]);
    assertEquals((await repl.check({ statement: "1 = 1" }, "by exact rfl")).verdict, "proved");
    const notes: string[] = [];
    await using file = await openLean({
      ...options,
      replCommand: ["no-such-repl"],
      onProgress: (line) => notes.push(line),
    });
    assertEquals(file.name, "file");
    assertStringIncludes(notes.at(-1)!, "the Lean REPL does not start");
  });
});

Deno.test("the kind decides: repl does not fall back, file asks no REPL", async () => {
  await inProject("{}", async (options) => {
    const broken = { ...options, replCommand: ["no-such-repl"] };
    await assertRejects(() => openLean({ ...broken, kind: "repl" }), UserError, "REPL");
    await using file = await openLean({ ...broken, kind: "file" });
    assertEquals(file.name, "file");
  });
});

Deno.test("goals of a project stand on Mathlib where it has it, and on its own modules once they are built", async () => {
  const mathlib = '{"packages": [{"name": "mathlib"}]}';
  await inProject(mathlib, async (_, project) => {
    for (const name of ["lakefile", "Own", "Unbuilt", "2nd"]) {
      await Deno.writeTextFile(`${project}/${name}.lean`, "");
    }
    assertEquals(await projectHeader(project), "import Mathlib");
    await Deno.mkdir(`${project}/.lake/build/lib/lean`, { recursive: true });
    await Deno.writeTextFile(`${project}/.lake/build/lib/lean/Own.olean`, "");
    assertEquals(await projectHeader(project), "import Mathlib\nimport Own");
  });
  await inProject("{}", async (_, project) => {
    assertEquals(await projectHeader(project), "import Init");
    await assertRejects(
      () => projectHeader(`${project}/none`),
      UserError,
      "no such file or folder",
    );
  });
  assertEquals(await projectHeader(undefined), "import Init");
});

Deno.test("a missing toolchain is one clear line", async () => {
  const options = { cacheFolder: "none", kind: "file", leanCommand: ["no-such-lean"] } as const;
  const error = await assertRejects(() => openLean(options), UserError);
  assertStringIncludes(error.message, "no native Lean: no-such-lean cannot be started");
  assertEquals(error.exitCode, 1);
});
