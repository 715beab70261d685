import { UserError } from "../../substrate/values/user_error.ts";
import { type GitOptions, runGit } from "./git.ts";
import { readStateBytes, stateDigestOf, writeStateFiles } from "./state_files.ts";

/** The branch that holds the accepted states. */
export const STATE_BRANCH = "refs/heads/main";

/** The bytes of a state, by path. */
export type StateBytes = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** One state of the harness. */
export interface StateVersion {
  readonly commit: string;
  readonly digest: string;
  readonly files: StateBytes;
}

/** One commit of a state's history. */
export interface StateCommit {
  readonly commit: string;
  readonly parent: string | undefined;
  readonly subject: string;
  /** Trailers such as `Edit-ID`, by name. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Reading and committing through git, without ever moving the branch but by {@linkcode moveBranch}. */
export interface StateRepository {
  readonly folder: string;
  head(): Promise<string>;
  /** Files of a commit. @param scratch a folder for git to write them to; it must not exist */
  filesOf(commit: string, scratch: string): Promise<StateBytes>;
  /** Newest first, from head or from a commit. */
  history(from?: string): Promise<readonly StateCommit[]>;
  /** Makes a commit that nothing refers to yet. */
  commit(
    files: StateBytes,
    options: {
      readonly parent?: string;
      readonly message: string;
      readonly date: string;
      readonly scratch: string;
    },
  ): Promise<string>;
  /** Moves the branch when it still stands at `from`; says whether it did. */
  moveBranch(to: string, from: string): Promise<boolean>;
  /** Makes git's index that of a commit. */
  setIndex(commit: string): Promise<void>;
}

/** The repository in a state folder. */
export function stateRepository(folder: string): StateRepository {
  const git = (args: readonly string[], options?: GitOptions) => runGit(folder, args, options);
  const line = async (args: readonly string[], options?: GitOptions) =>
    (await git(args, options)).text.trim();
  const removed = async <T>(scratch: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      await Deno.remove(scratch, { recursive: true }).catch(() => {});
    }
  };
  return {
    folder,
    head: () => line(["rev-parse", "--verify", `${STATE_BRANCH}^{commit}`]),
    filesOf: (commit, scratch) =>
      removed(scratch, async () => {
        await Deno.mkdir(`${scratch}/files`, { recursive: true });
        const index = `${scratch}/index`;
        await git(["read-tree", commit], { index });
        await git(["checkout-index", "--all", `--prefix=${scratch}/files/`], { index });
        return await readStateBytes(`${scratch}/files`);
      }),
    history: async (from = STATE_BRANCH) => {
      const { text } = await git([
        "log",
        "-z",
        "--format=%H%n%P%n%s%n%(trailers:only,unfold)",
        from,
      ]);
      return text.split("\0").filter((one) => one.trim() !== "").map(commitOf);
    },
    commit: (files, { parent, message, date, scratch }) =>
      removed(scratch, async () => {
        await writeStateFiles(`${scratch}/files`, files);
        const place = { index: `${scratch}/index`, workTree: `${scratch}/files` };
        await git(["add", "--all", "--force", "."], { ...place, workTree: `${scratch}/files` });
        const tree = await line(["write-tree"], place);
        const parents = parent === undefined ? [] : ["-p", parent];
        return await line(["commit-tree", tree, ...parents, "-m", message], { date });
      }),
    moveBranch: async (to, from) => {
      const { code } = await git(["update-ref", STATE_BRANCH, to, from], { allow: [1, 128] });
      if (code === 0) return true;
      const now = await line(["rev-parse", "--verify", STATE_BRANCH]);
      if (now !== from) return false;
      throw new UserError(`${folder}: git cannot move ${STATE_BRANCH}`, { exitCode: 1 });
    },
    setIndex: async (commit) => void await git(["read-tree", commit]),
  };
}

/** The digest of the files that lie in a folder now. */
export async function folderDigest(folder: string): Promise<string> {
  return stateDigestOf(await readStateBytes(folder));
}

function commitOf(text: string): StateCommit {
  const [commit = "", parents = "", subject = "", ...rest] = text.replace(/^\n/, "").split("\n");
  const trailers: Record<string, string> = {};
  for (const one of rest) {
    const found = /^([A-Za-z-]+): (.*)$/.exec(one);
    if (found !== null) trailers[found[1]!] = found[2]!;
  }
  return { commit, parent: parents.split(" ")[0] || undefined, subject, trailers };
}
