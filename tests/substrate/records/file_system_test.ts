import { assertEquals, assertRejects } from "@std/assert";
import { denoFileSystem, digestFile } from "../../../lib/substrate/records/mod.ts";
import { sha256 } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

Deno.test("a folder goes with all it holds; one that is not there goes without a word", () =>
  inTempFolder(async (folder) => {
    await denoFileSystem.makeFolder(`${folder}/a/b`);
    await Deno.writeTextFile(`${folder}/a/b/c`, "x");
    await denoFileSystem.removeFolder(`${folder}/a`);
    await denoFileSystem.removeFolder(`${folder}/a`);
    assertEquals(await denoFileSystem.list(folder), []);
  }));

Deno.test("a linked file has the same content, and its second name outlives the first", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "x");
    await denoFileSystem.link(`${folder}/a`, `${folder}/b`);
    await denoFileSystem.remove(`${folder}/a`);
    assertEquals(await Deno.readTextFile(`${folder}/b`), "x");
    await assertRejects(() => denoFileSystem.link(`${folder}/a`, `${folder}/c`));
  }));

Deno.test("a file's digest is that of its bytes, however many pieces it is read in", () =>
  inTempFolder(async (folder) => {
    const bytes = new Uint8Array(700_000).fill(10);
    await Deno.writeFile(`${folder}/a`, bytes);
    const found = await digestFile(`${folder}/a`);
    assertEquals(found, { digest: sha256(bytes), bytes: 700_000, rows: 700_000 });
    await assertRejects(() => digestFile(`${folder}/none`), Error, "no such file");
  }));
