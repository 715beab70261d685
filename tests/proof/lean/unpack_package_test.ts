import { assertEquals, assertRejects } from "@std/assert";
import type { LeanPackage } from "../../../lib/proof/lean/wasm/lean_package.ts";
import { packageFiles } from "../../../lib/proof/lean/wasm/unpack_package.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { PACKAGE_FILES, tinyPackage } from "./_tiny_package.ts";

const read = (path: string, pins: LeanPackage) =>
  Array.fromAsync(packageFiles({ kind: "tarball", path }, pins));

Deno.test("a package is handed out file by file where it is the pinned one", async () => {
  await inTempFolder(async (folder) => {
    const { path, pins } = await tinyPackage(folder);
    assertEquals((await read(path, pins)).map(({ name }) => name), [...PACKAGE_FILES]);
  });
});

Deno.test("a torn download, another package, another file and a missing one are refused in one line", async () => {
  await inTempFolder(async (folder) => {
    const refused = (path: string, pins: LeanPackage, says: string) =>
      assertRejects(() => read(path, pins), UserError, says);
    const { path, bytes, pins } = await tinyPackage(folder);
    await refused(path, { ...pins, integrity: "sha512-other" }, "expected sha512-other, found");
    await refused(path, { ...pins, files: { ...pins.files, "lean.wasm": "00" } }, "lean.wasm: ");
    const torn = `${folder}/torn.tgz`;
    await Deno.writeFile(torn, bytes.subarray(0, bytes.length - 7));
    await refused(torn, pins, "the download is torn or another one");
    const less = await tinyPackage(folder, ["lean.js", "lean.wasm"]);
    await refused(less.path, less.pins, "lean-lib.tar.gz: ");
  });
});
