import { createHash } from "node:crypto";
import { packTar } from "modern-tar";
import type { LeanPackage } from "../../../lib/proof/lean/wasm/lean_package.ts";

/** What the package of the embedded Lean holds. */
export const PACKAGE_FILES = ["lean.js", "lean.wasm", "lean-lib.tar.gz"] as const;
const digest = (algorithm: string, bytes: Uint8Array, as: "hex" | "base64") =>
  createHash(algorithm).update(bytes).digest(as);

/** A tiny package as npm packs it, with the pins of what it holds. */
export async function tinyPackage(folder: string, held: readonly string[] = PACKAGE_FILES) {
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
    PACKAGE_FILES.map((name) => [name, digest("sha256", new TextEncoder().encode(name), "hex")]),
  ) as LeanPackage["files"];
  const integrity = `sha512-${digest("sha512", bytes, "base64")}`;
  return { path, bytes, pins: { name: "tiny", version: "1.0.0", integrity, files } };
}
