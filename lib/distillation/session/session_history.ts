import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type LearningPlan, learningPlanRecord } from "../plan/learning_plan.ts";
import type { Edit } from "../edits/edit.ts";
import { type LearningSession, UNFINISHED } from "./learning_session.ts";
import type { SessionInputs } from "./session_inputs.ts";
import { readSession } from "./session_desk.ts";

/** All sessions of a folder, oldest first. */
export async function listSessions(
  sessionsFolder: string,
): Promise<readonly LearningSession[]> {
  const sessions: LearningSession[] = [];
  for (const name of await denoFileSystem.list(sessionsFolder)) {
    const session = await readSession(`${sessionsFolder}/${name}`);
    if (session !== undefined) sessions.push(session);
  }
  return sessions.sort((a, b) =>
    order(a.timing.startedAt, b.timing.startedAt) || order(a.id, b.id)
  );
}

/** The session that a killed process left open, if any. */
export async function unfinishedSession(
  sessionsFolder: string,
): Promise<LearningSession | undefined> {
  return (await listSessions(sessionsFolder)).find((one) => UNFINISHED.includes(one.status));
}

/** One session by its id or the beginning of it. @throws {UserError} exit 2 for none, or for several */
export async function findSession(
  sessionsFolder: string,
  id: string,
): Promise<LearningSession> {
  const found = (await listSessions(sessionsFolder)).filter((one) => one.id.startsWith(id));
  if (found.length === 1) return found[0]!;
  throw new UserError(
    found.length === 0
      ? `no session ${id}; deno task distill history lists them`
      : `${id} is the beginning of ${found.length} sessions; give more of it`,
  );
}

/** The plan of a session, where it came to one. */
export async function readPlan(folder: string): Promise<LearningPlan | undefined> {
  const file = `${folder}/plan.json`;
  try {
    const text = await Deno.readTextFile(file);
    return learningPlanRecord.read(JSON.parse(text), { file });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    return await namingFile(file, () => Promise.reject(error));
  }
}

/** An edit of an earlier session by its id or the beginning of it. */
export async function findEdit(
  sessionsFolder: string,
  editId: string,
): Promise<
  { readonly session: LearningSession; readonly plan: LearningPlan; readonly edit: Edit }
> {
  // The newest session that planned it: the same edit may come back on the same state.
  for (const session of [...await listSessions(sessionsFolder)].reverse()) {
    const plan = await readPlan(`${sessionsFolder}/${session.id}`);
    const edit = plan?.edits.find((one) => one.id.startsWith(editId));
    if (plan !== undefined && edit !== undefined) return { session, plan, edit };
  }
  throw new UserError(`no edit ${editId} in any session; deno task distill show lists them`);
}

/** What became of the edits of earlier sessions, oldest first, for the next teacher. */
export async function editHistory(sessionsFolder: string): Promise<SessionInputs["history"]> {
  const history: SessionInputs["history"][number][] = [];
  for (const session of await listSessions(sessionsFolder)) {
    if (session.editOutcomes.length === 0) continue;
    const plan = await readPlan(`${sessionsFolder}/${session.id}`);
    for (const outcome of session.editOutcomes) {
      const edit = plan?.edits.find((one) => one.id === outcome.editId);
      if (edit === undefined) continue;
      history.push({
        op: edit.op,
        payload: JSON.parse(JSON.stringify(edit.payload)),
        status: outcome.status,
        ...(outcome.benchmarkDelta === undefined ? {} : { delta: outcome.benchmarkDelta }),
      });
    }
  }
  return history;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
