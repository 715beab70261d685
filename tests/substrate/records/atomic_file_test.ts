import { assertEquals, assertRejects } from "@std/assert";
import {
  clearStaleTemps,
  denoFileSystem,
  smallDisk,
  writeAtomicFile,
} from "../../../lib/substrate/records/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();

Deno.test("a file is replaced whole, text or bytes, durable or not", () =>
  inTempFolder(async (folder) => {
    await writeAtomicFile(`${folder}/ä.json`, "first, longer");
    await writeAtomicFile(`${folder}/ä.json`, new Uint8Array([50]), { durable: false });
    assertEquals(await Deno.readTextFile(`${folder}/ä.json`), "2");
    assertEquals(names(folder), ["ä.json"]);
  }));

Deno.test("on a full disk the old file stands and no temporary file stays", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.json`;
    await writeAtomicFile(path, "old");
    const fs = smallDisk(denoFileSystem, { room: 5 });
    const error = await assertRejects(
      () => writeAtomicFile(path, "new content", { fs }),
      UserError,
    );
    assertEquals([error.message, error.exitCode], [`${path}: no space left on the device`, 1]);
    assertEquals(await Deno.readTextFile(path), "old");
    assertEquals(names(folder), ["a.json"]);
  }));

Deno.test("a rename that fails leaves no temporary file", () =>
  inTempFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a.json`);
    await assertRejects(() => writeAtomicFile(`${folder}/a.json`, "x"), UserError, "is a folder");
    assertEquals(names(folder), ["a.json"]);
  }));

Deno.test("durable writes sync the folder after the rename, others do not", () =>
  inTempFolder(async (folder) => {
    const calls: string[] = [];
    const fs = {
      ...denoFileSystem,
      rename: (from: string, to: string) => (calls.push("rename"), denoFileSystem.rename(from, to)),
      syncFolder: (path: string) => (calls.push("sync"), denoFileSystem.syncFolder(path)),
    };
    await writeAtomicFile(`${folder}/a`, "1", { fs });
    await writeAtomicFile(`${folder}/a`, "2", { fs, durable: false });
    assertEquals(calls, ["rename", "sync", "rename"]);
  }));

Deno.test("many writers of one file leave one whole content", () =>
  inTempFolder(async (folder) => {
    const contents = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(2000));
    await Promise.all(contents.map((content) => writeAtomicFile(`${folder}/a`, content)));
    assertEquals(contents.includes(await Deno.readTextFile(`${folder}/a`)), true);
    assertEquals(names(folder), ["a"]);
  }));

Deno.test("temporary files of a killed process are cleared, other files are not", () =>
  inTempFolder(async (folder) => {
    for (const name of [".a.json.123-4.part", ".hidden", "b.part", ".a.json.part"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
    }
    assertEquals(await clearStaleTemps(folder), 1);
    assertEquals(names(folder), [".a.json.part", ".hidden", "b.part"]);
    assertEquals(await clearStaleTemps(`${folder}/missing`), 0);
  }));
