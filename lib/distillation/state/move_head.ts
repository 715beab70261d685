import { clearStaleTemps, writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { HeadMove, PromotionJournal } from "./promotion_journal.ts";
import { stateDigestOf } from "./state_files.ts";
import { folderDigest, type StateBytes, type StateRepository } from "./state_repository.ts";

/** A state that was changed by someone else since it was read. */
export class StaleState extends UserError {
  constructor(message: string) {
    super(message, { exitCode: 1 });
  }
}

/** Hears of each step that is durable; tests end the process there. */
export type OnStep = (step: string) => void;

/** What moves the head. */
export interface MoveTools {
  readonly repository: StateRepository;
  readonly journal: PromotionJournal;
  /** A path that does not exist, for git's scratch files. */
  readonly scratch: () => string;
  readonly onStep: OnStep;
}

/** Where the head is to go. */
export interface MoveRequest extends HeadMove {
  readonly after: StateBytes;
  readonly message: string;
  /** ISO date of the commit. */
  readonly date: string;
}

/**
 * Makes a state the accepted one: journal, commit, compare-and-swap of the branch, files, journal.
 *
 * A process killed between any two steps leaves a state that {@linkcode recoverMove} makes whole.
 *
 * @throws {StaleState} when the branch no longer stands where the move begins; nothing has changed then.
 */
export async function moveHead(request: MoveRequest, tools: MoveTools): Promise<string> {
  const { after, message, date, ...move } = request;
  const { repository, journal, onStep } = tools;
  if (stateDigestOf(after) !== move.toDigest) {
    throw new UserError("the trial copy is not the state that was gated", { exitCode: 1 });
  }
  await journal.write({ step: "intent", move });
  onStep("intent");
  const to = await repository.commit(after, {
    parent: move.from,
    message,
    date,
    scratch: tools.scratch(),
  });
  onStep("committed");
  await journal.write({ step: "prepared", to });
  onStep("prepared");
  if (!await repository.moveBranch(to, move.from)) {
    await journal.write({ step: "undone", reason: "the state moved on" });
    throw new StaleState(
      `${repository.folder}: the state was changed by another; nothing was done`,
    );
  }
  onStep("moved");
  await checkOut(repository, move.paths, after, onStep);
  await repository.setIndex(to);
  onStep("indexed");
  if (await folderDigest(repository.folder) !== move.toDigest) {
    throw new UserError(`${repository.folder}: files changed while an edit was being kept`, {
      exitCode: 1,
    });
  }
  await journal.write({ step: "done" });
  onStep("done");
  return to;
}

/** What recovery did. */
export type Recovery = { readonly kind: "nothing" } | {
  readonly kind: "completed" | "undone";
  readonly editId: string;
};

/**
 * Makes a state whole after a crash: a move whose branch had moved is completed, any other undone.
 *
 * @throws {UserError} exit 2 when head or a file is neither from before nor from after the move.
 */
export async function recoverMove(tools: MoveTools): Promise<Recovery> {
  const { repository, journal, onStep } = tools;
  const { open } = journal;
  if (open === undefined) return { kind: "nothing" };
  const { move, to } = open;
  // The folder's lock is held, so whoever held git's own locks is gone.
  for (const name of ["index.lock", "refs/heads/main.lock", "HEAD.lock"]) {
    await Deno.remove(`${repository.folder}/.git/${name}`).catch(() => {});
  }
  const head = await repository.head();
  if (head !== move.from && head !== to) {
    throw new UserError(
      `${repository.folder}: an edit was interrupted and then something else was committed; ` +
        `put the branch back with git reset --hard ${move.from}`,
    );
  }
  const from = await repository.filesOf(move.from, tools.scratch());
  const target = head === move.from ? from : await repository.filesOf(head, tools.scratch());
  for (const path of move.paths) await refuseForeign(repository.folder, path, [from, target]);
  await checkOut(repository, move.paths, target, onStep);
  await repository.setIndex(head);
  onStep("indexed");
  if (head === move.from) await journal.write({ step: "undone", reason: "interrupted" });
  else await journal.write({ step: "done" });
  onStep("recovered");
  return { kind: head === move.from ? "undone" : "completed", editId: move.editId };
}

/** Puts files of a state into the work tree, each as a whole. */
async function checkOut(
  repository: StateRepository,
  paths: readonly string[],
  files: StateBytes,
  onStep: OnStep,
): Promise<void> {
  for (const path of paths) {
    const at = `${repository.folder}/${path}`;
    const parent = at.slice(0, at.lastIndexOf("/"));
    const bytes = files.get(path);
    await namingFile(at, async () => {
      if (bytes === undefined) {
        await Deno.remove(at).catch((error) => {
          if (!(error instanceof Deno.errors.NotFound)) throw error;
        });
        return;
      }
      await Deno.mkdir(parent, { recursive: true });
      await clearStaleTemps(parent);
      await writeAtomicFile(at, bytes);
    });
    onStep(`file ${path}`);
  }
}

/** A file that somebody edited after the crash is theirs, and is not written over. */
async function refuseForeign(
  folder: string,
  path: string,
  known: readonly StateBytes[],
): Promise<void> {
  const now = await Deno.readFile(`${folder}/${path}`).catch(() => undefined);
  const is = now === undefined ? undefined : hex(now);
  if (known.some((files) => (files.has(path) ? hex(files.get(path)!) : undefined) === is)) return;
  throw new UserError(
    `${folder}/${path}: was edited after an interrupted session; copy your change elsewhere, ` +
      `then git checkout -- ${path}`,
  );
}

function hex(bytes: Uint8Array): string {
  return bytes.toHex();
}
