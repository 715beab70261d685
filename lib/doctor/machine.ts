/** What a program said when it was asked for its version. */
export interface Spoken {
  readonly success: boolean;
  /** Standard output, then standard error. */
  readonly text: string;
}

/** The machine as the doctor sees it; tests bring a made-up one. */
export interface Machine {
  /** Folders that are searched for programs, in order. */
  readonly searchPath: readonly string[];
  /** A variable of the environment; nothing where it is unset or empty. */
  readonly env: (name: string) => string | undefined;
  /** Whether a path is a file that may be started. */
  readonly isProgram: (path: string) => Promise<boolean>;
  /** Starts a program; nothing where it cannot be started or does not answer in time. */
  readonly ask: (program: string, args: readonly string[]) => Promise<Spoken | undefined>;
}

/** The first program of one of these names on the search path; earlier names win. */
export async function findProgram(
  machine: Machine,
  names: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of machine.searchPath) {
      const path = `${folder}/${name}`;
      if (await machine.isProgram(path)) return path;
    }
  }
  return undefined;
}

/** This machine. */
export function thisMachine(): Machine {
  const env = (name: string): string | undefined => Deno.env.get(name) || undefined;
  return {
    searchPath: (env("PATH") ?? "").split(":").filter((folder) => folder !== ""),
    env,
    isProgram: async (path) => {
      try {
        const { isFile, mode } = await Deno.stat(path);
        return isFile && ((mode ?? 0) & 0o111) !== 0;
      } catch {
        return false; // nothing there, or not for us
      }
    },
    ask: async (program, args) => {
      try {
        const { success, stdout, stderr } = await new Deno.Command(program, {
          args: [...args],
          stdin: "null",
          stdout: "piped",
          stderr: "piped",
          signal: AbortSignal.timeout(10_000),
        }).output();
        const decoder = new TextDecoder();
        return { success, text: decoder.decode(stdout) + decoder.decode(stderr) };
      } catch {
        return undefined; // not startable here
      }
    },
  };
}
