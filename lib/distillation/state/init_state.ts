import { namingFile } from "../../substrate/records/file_error.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { runGit } from "./git.ts";
import { checkPlace, realPlace } from "./place.ts";
import { starterState } from "./starter_state.ts";
import { stateDigestOf, writeStateFiles } from "./state_files.ts";
import { checkStatePath } from "./state_path.ts";
import { STATE_BRANCH, stateRepository } from "./state_repository.ts";

/** Options of {@linkcode initState}. */
export interface InitStateOptions {
  /** Made when missing. */
  readonly home: string;
  readonly clock: Clock;
  /** Text of the first files, by path. @default {starterState} */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Makes the state repository of a home, with its first commit.
 *
 * @throws {UserError} exit 2: a state is there already, or the place is inside a source tree.
 */
export async function initState(
  options: InitStateOptions,
): Promise<{ readonly folder: string; readonly commit: string; readonly digest: string }> {
  const home = await realPlace(options.home);
  const folder = `${home}/state`;
  await checkPlace(folder);
  const given = options.files ?? starterState;
  const files = new Map(
    Object.entries(given).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([path, text]) => [checkStatePath(path), new TextEncoder().encode(text)] as const),
  );
  const making = `${home}/state.part`;
  await namingFile(home, async () => {
    if (await isThere(folder)) {
      throw new UserError(
        `${folder}: there is a state already; deno task distill show tells of it`,
      );
    }
    await Deno.remove(making, { recursive: true }).catch(() => {});
    await writeStateFiles(making, files);
  });
  await Deno.mkdir(`${making}/.git`, { recursive: true });
  await runGit(making, [
    "init",
    "-q",
    `--initial-branch=${STATE_BRANCH.slice("refs/heads/".length)}`,
  ]);
  const date = options.clock.now().toISOString();
  const digest = stateDigestOf(files);
  const repository = stateRepository(making);
  const scratch = `${making}/.git/scratch`;
  const message = ["First state", "", `State-After: ${digest}`, ""].join("\n");
  const commit = await repository.commit(files, { message, date, scratch });
  await runGit(making, ["update-ref", STATE_BRANCH, commit]);
  await repository.setIndex(commit);
  await namingFile(folder, () => Deno.rename(making, folder));
  return { folder, commit, digest };
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}
