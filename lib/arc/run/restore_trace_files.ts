import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { Run } from "../../substrate/runs/open_run.ts";
import { taskFileName } from "../trace/task_file_name.ts";
import type { UnitPayload } from "./unit.ts";

/**
 * Writes again those trace files of finished tasks that were removed or cut since, so that the index names
 * none that is not there.
 *
 * @param folder where the trace files are
 */
export async function restoreTraceFiles(
  run: Run<UnitPayload>,
  folder: string,
  fs: FileSystem,
): Promise<void> {
  const there = new Set(await fs.list(folder));
  const encoder = new TextEncoder();
  for await (const { index, unit, payload } of run.units()) {
    if (index >= run.emitted) return;
    if (payload.trace === null) continue;
    const name = taskFileName(unit);
    const path = `${folder}/${name}`;
    const bytes = encoder.encode(payload.trace + "\n");
    if (there.has(name) && await sizeOf(path, fs) === bytes.length) continue;
    await writeAtomicFile(path, bytes, { fs });
  }
}

async function sizeOf(path: string, fs: FileSystem): Promise<number> {
  const file = await fs.open(path, "read");
  try {
    return await file.size();
  } finally {
    file.close();
  }
}
