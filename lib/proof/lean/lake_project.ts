import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { runWithDeadline } from "../../substrate/compute/deadline.ts";

/** Files that make a folder a Lake project. */
const MARKS = ["lakefile.lean", "lakefile.toml", "lean-toolchain"];

/** The Lake project that a file lies in: the nearest folder above it that looks like one. */
export async function lakeProjectOf(file: string): Promise<string | undefined> {
  for (let folder = parentOf(await Deno.realPath(file)); folder !== ""; folder = parentOf(folder)) {
    if (await isLakeProject(folder)) return folder;
  }
  return undefined;
}

/** Whether a folder looks like a Lake project. */
export async function isLakeProject(folder: string): Promise<boolean> {
  for (const mark of MARKS) {
    if (await denoFileSystem.identity(`${folder}/${mark}`) !== undefined) return true;
  }
  return false;
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** Why a project's Lake cannot be asked, in a few words; nothing where it can. */
export async function lacksLake(
  project: string,
  command: readonly string[] = ["lake"],
): Promise<string | undefined> {
  const [program = "lake", ...args] = command;
  try {
    const { code, stderr } = await runWithDeadline({
      ...{ command: program, args: [...args, "--version"], cwd: project, deadlineMs: 120_000 },
    });
    return code === 0 ? undefined : stderr.trim().split("\n")[0] || `lake ends with code ${code}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${program}`;
    throw error;
  }
}
