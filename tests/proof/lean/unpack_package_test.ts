import { assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { packTar } from "modern-tar";
import type { LeanPackage } from "../../../lib/proof/lean/wasm/lean_package.ts";
import { packageFiles } from "../../../lib/proof/lean/wasm/unpack_package.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const names = ["lean.js", "lean.wasm", "lean-lib.tar.gz"] as const;
const digest = (algorithm: string, bytes: Uint8Array, as: "hex" | "base64") =>
  createHash(algorithm).update(bytes).digest(as);

/** A tiny package as npm packs it, with the pins of what it holds. */
async function tinyPackage(folder: string, held: readonly string[] = names) {
  const packed = await packTar(
    held.map((name) => ({
      header: { name: `package/${name}`, size: name.length, type: "file" as const },
      body: name,
    })),
  );
  const zipped = new Blob([new Uint8Array(packed)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(zipped).arrayBuffer());
  const path = `${folder}/tiny.tgz`;
  await Deno.writeFile(path, bytes);
  const files = Object.fromEntries(
    names.map((name) => [name, digest("sha256", new TextEncoder().encode(name), "hex")]),
  ) as LeanPackage["files"];
  const integrity = `sha512-${digest("sha512", bytes, "base64")}`;
  return { path, bytes, pins: { name: "tiny", version: "1.0.0", integrity, files } };
}

const read = (path: string, pins: LeanPackage) =>
  Array.fromAsync(packageFiles({ kind: "tarball", path }, pins));

Deno.test("a package is handed out file by file where it is the pinned one", async () => {
  await inTempFolder(async (folder) => {
    const { path, pins } = await tinyPackage(folder);
    assertEquals((await read(path, pins)).map(({ name }) => name), [...names]);
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
