import { runWithDeadline } from "../../substrate/compute/deadline.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { firstLine } from "./first_line.ts";
import type { LeanBackend } from "./lean_backend.ts";
import { projectHeader } from "./lake_project.ts";
import type { LeanKind } from "./lean_kind.ts";
import { openFileLean } from "./native/file_door.ts";
import { type NativeDoor, NativeLean } from "./native/native_backend.ts";
import type { NativeProgram } from "./native/native_program.ts";
import { openRepl } from "./native/repl_door.ts";
import { openWasmLean, type WasmLeanOptions } from "./wasm/wasm_backend.ts";

/** Options of {@linkcode openLean}. */
export interface OpenLeanOptions extends WasmLeanOptions, Pick<NativeProgram, "memoryMb"> {
  /** @default {"auto"} */
  readonly kind?: LeanKind;
  /** A Lake project, whose Lean and libraries are used. */
  readonly project?: string;
  /** What stands above every proof of a native Lean. @default as {@linkcode projectHeader} says */
  readonly header?: string;
  /** @default `lake env repl`, without a project `repl` */
  readonly replCommand?: readonly string[];
  /** @default `lake env lean`, without a project `lean` */
  readonly leanCommand?: readonly string[];
}

/**
 * Opens the Lean that proofs are checked with. Close it, or bind it with `await using`.
 *
 * @throws {UserError} exit 1 when it cannot be had, in one line that says why.
 */
export async function openLean(options: OpenLeanOptions): Promise<LeanBackend> {
  const { kind = "auto", project } = options;
  if (kind === "wasm" || (kind === "auto" && project === undefined)) {
    return await openWasmLean(options);
  }
  return new NativeLean(await openNativeDoor({ ...options, kind }), options.clock);
}

/** Options of {@linkcode openNativeDoor}. */
export type NativeDoorOptions =
  & Pick<
    OpenLeanOptions,
    "project" | "header" | "replCommand" | "leanCommand" | "memoryMb" | "workers" | "spares"
  >
  & Pick<OpenLeanOptions, "onProgress">
  & { readonly kind?: Exclude<LeanKind, "wasm"> };

/**
 * Opens the user's own Lean: behind its REPL, or, where that does not start and `kind` allows, as a command.
 *
 * @throws {UserError} exit 1 when there is none, in one line that says why.
 */
export async function openNativeDoor(options: NativeDoorOptions): Promise<NativeDoor> {
  const { kind = "auto", project } = options;
  const lake = project === undefined ? [] : ["lake", "env"];
  const leanCommand = options.leanCommand ?? [...lake, "lean"];
  const common = {
    toolchain: await versionOf(leanCommand, project),
    header: options.header ?? await projectHeader(project),
    ...(project === undefined ? {} : { project }),
    ...(options.memoryMb === undefined ? {} : { memoryMb: options.memoryMb }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
  };
  options.onProgress?.(`starting ${common.toolchain}`);
  const file = () => openFileLean({ ...common, command: leanCommand });
  if (kind === "file") return file();
  try {
    return await openRepl({
      ...common,
      command: options.replCommand ?? [...lake, "repl"],
      ...(options.spares === undefined ? {} : { spares: options.spares }),
    });
  } catch (error) {
    if (kind === "repl" || !(error instanceof UserError)) throw error;
    options.onProgress?.(`${error.message}; going on with the lean command, which is slower`);
    return file();
  }
}

/** Version and commit, as Lean tells them. */
async function versionOf(command: readonly string[], project?: string): Promise<string> {
  const [program = "lean", ...args] = command;
  try {
    const { code, stdout, stderr } = await runWithDeadline({
      command: program,
      args: [...args, "--version"],
      ...(project === undefined ? {} : { cwd: project }),
      deadlineMs: 120_000,
    });
    const [, version, commit] = /version ([^,)\s]+).*?commit (\w{6,12})/.exec(stdout) ?? [];
    if (code === 0 && version !== undefined) return `Lean ${version} (${commit})`;
    const why = firstLine(`${stderr}\n${stdout}`.trim()) || `exit code ${code}`;
    throw new UserError(`${command.join(" ")}: does not tell its version: ${why}`, { exitCode: 1 });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const where = project === undefined ? "" : ` (project ${project})`;
    throw new UserError(
      `no native Lean: ${program} cannot be started${where}; install elan, or take the embedded Lean (wasm)`,
      { exitCode: 1, cause: error },
    );
  }
}
