import { UserError } from "../../substrate/values/user_error.ts";

/** Options of one call of git. */
export interface GitOptions {
  /** The index to use instead of the repository's own. */
  readonly index?: string;
  readonly workTree?: string;
  /** Author and committer date, ISO. */
  readonly date?: string;
  /** Exit codes besides 0 that are answers, not failures. @default {[]} */
  readonly allow?: readonly number[];
}

/** What git answered. */
export interface GitAnswer {
  readonly code: number;
  readonly text: string;
}

const AUTHOR = "Baton";
const EMAIL = "baton@localhost";

/**
 * Runs the git program on a repository, untouched by the user's own settings, hooks and environment.
 *
 * @throws {UserError} exit 2 where there is no git, exit 1 with git's own last line when it fails.
 */
export async function runGit(
  repository: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitAnswer> {
  const { index, workTree, date, allow = [] } = options;
  const command = new Deno.Command("git", {
    args: [
      "-c",
      "core.hooksPath=/dev/null",
      "-c",
      "core.autocrlf=false",
      "-c",
      "gc.auto=0",
      ...args,
    ],
    cwd: workTree ?? repository,
    // What a user's own git session may have set must not reach this repository.
    env: {
      LC_ALL: "C",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_COUNT: "0",
      GIT_CONFIG_PARAMETERS: "",
      GIT_TERMINAL_PROMPT: "0",
      GIT_DIR: `${repository}/.git`,
      GIT_COMMON_DIR: `${repository}/.git`,
      GIT_OBJECT_DIRECTORY: `${repository}/.git/objects`,
      GIT_WORK_TREE: workTree ?? repository,
      GIT_INDEX_FILE: index ?? `${repository}/.git/index`,
      GIT_AUTHOR_NAME: AUTHOR,
      GIT_AUTHOR_EMAIL: EMAIL,
      GIT_COMMITTER_NAME: AUTHOR,
      GIT_COMMITTER_EMAIL: EMAIL,
      ...(date === undefined ? {} : { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  let output: Deno.CommandOutput;
  try {
    output = await command.output();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new UserError("the program git is not there, or the state folder is gone", { cause });
  }
  const text = new TextDecoder().decode(output.stdout);
  if (output.code !== 0 && !allow.includes(output.code)) {
    const said = new TextDecoder().decode(output.stderr).trim().split("\n").at(-1) ?? "";
    throw new UserError(`${repository}: git ${args[0]} failed: ${said}`, { exitCode: 1 });
  }
  return { code: output.code, text };
}
