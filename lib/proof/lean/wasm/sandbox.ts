import type { PreparedLean } from "./prepared_lean.ts";

/** What a sandboxed Lean may do besides reading its own parts. */
export interface SandboxGrants {
  /** Folders it may also read. */
  readonly read?: readonly string[];
  /** Folders it may write to; none while proofs are checked. */
  readonly write?: readonly string[];
}

/**
 * Words after `deno` that run the launcher in a sandbox: no network, no environment, no subprocess, and
 * no files but those named.
 */
export function sandboxWords(
  { engine }: PreparedLean,
  launcher: string,
  grants: SandboxGrants,
): string[] {
  const read = [engine, launcher, ...grants.read ?? []];
  const write = grants.write ?? [];
  return [
    "run",
    "--no-prompt",
    "--no-config",
    "--no-lock",
    "--no-remote",
    "--no-npm",
    "--quiet",
    `--allow-read=${read.join(",")}`,
    ...(write.length === 0 ? [] : [`--allow-write=${write.join(",")}`]),
    launcher,
  ];
}
