import type { LineProgram } from "../line_process.ts";

/** How a native program is started. */
export interface NativeProgram {
  /** Program and first arguments, e.g. `["lake", "env", "repl"]`. */
  readonly command: readonly string[];
  /** The Lake project it runs in. @default the caller's folder */
  readonly project?: string;
  /** Address space that a process may take, in MiB; libraries that are mapped count. @default {16384} */
  readonly memoryMb?: number;
}

/** The program under a limit of memory, which the shell sets and the program and its children inherit. */
export function limitedCommand({ command, project, memoryMb }: NativeProgram): LineProgram {
  const limit = `ulimit -v ${(memoryMb ?? 16_384) * 1024}; exec "$@"`;
  return {
    command: "sh",
    args: ["-c", limit, "sh", ...command],
    ...(project === undefined ? {} : { cwd: project }),
  };
}
