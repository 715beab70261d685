import { namingFile } from "../../substrate/records/file_error.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { runWithDeadline } from "../../substrate/compute/deadline.ts";
import { firstLine } from "./first_line.ts";

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

/** The library's modules at the top of a project: by custom they import the rest. */
export async function rootModules(project: string): Promise<string[]> {
  const names: string[] = [];
  const entries = await namingFile(project, () => Array.fromAsync(Deno.readDir(project)));
  for (const { name, isFile } of entries) {
    const [, root] = /^(\p{L}[\p{L}\p{N}_]*)\.lean$/u.exec(name) ?? [];
    if (isFile && root !== undefined && root !== "lakefile") names.push(root);
  }
  return names.sort();
}

/** Where Lake puts compiled modules, by its versions. */
const BUILT = [".lake/build/lib/lean", ".lake/build/lib"];

/**
 * What stands above a goal of a project: Mathlib where the project has it, and its own root modules as far as they
 * are built, so that a goal may name what the project defines.
 */
export async function projectHeader(project: string | undefined): Promise<string> {
  if (project === undefined) return "import Init";
  const isThere = async (path: string) =>
    await denoFileSystem.identity(`${project}/${path}`) !== undefined;
  const manifest = await isThere("lake-manifest.json")
    ? await Deno.readTextFile(`${project}/lake-manifest.json`)
    : "";
  const modules = [/"name":\s*"mathlib"/.test(manifest) ? "Mathlib" : "Init"];
  for (const root of await rootModules(project)) {
    const built = await Promise.all(BUILT.map((folder) => isThere(`${folder}/${root}.olean`)));
    if (built.includes(true)) modules.push(root);
  }
  return modules.map((module) => `import ${module}`).join("\n");
}

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
    return code === 0 ? undefined : firstLine(stderr.trim()) || `lake ends with code ${code}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${program}`;
    throw error;
  }
}
