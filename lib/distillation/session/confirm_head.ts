import type { Executed } from "./execute_edits.ts";
import type { GateSession } from "./ports.ts";
import type { SessionDesk } from "./session_desk.ts";
import type { SessionPorts } from "./session_ports.ts";

/**
 * Asks the locked split about all accepted edits together, once. What it says was harmed is taken back, all at
 * once.
 *
 * @returns whether the accepted state stays
 */
export async function confirmHead(
  executed: Executed,
  gate: GateSession,
  desk: SessionDesk,
  { base, state }: SessionPorts,
): Promise<boolean> {
  const confirmation = await desk.phase("confirm", async () => {
    const found = await gate.confirm(
      await state.folderOf(base.files),
      await state.folderOf(executed.head.files),
    );
    return [found, `${found.verdict}: ${found.reason}`] as const;
  });
  await desk.save({ confirmation });
  if (confirmation.verdict !== "harmed") return true;
  await desk.phase("take back", async () => {
    const applied = executed.outcomes.flatMap((one) =>
      one.status === "applied" ? [one.editId] : []
    );
    const version = await state.takeBack(applied, desk.current.id, base);
    await desk.save({
      editOutcomes: executed.outcomes.map((one) =>
        one.status === "applied"
          ? { ...one, status: "rolled_back", reason: `the locked split: ${confirmation.reason}` }
          : one
      ),
      headStateDigest: version.digest,
      gitCheckpointPost: version.commit,
      error: `the locked split was harmed: ${confirmation.reason}`,
    });
    return [undefined, `${applied.length} edits taken back`] as const;
  });
  return false;
}
