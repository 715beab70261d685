/**
 * The first Python interpreter on the search path that can import `jupyter_client`.
 *
 * Every folder is tried, not only the first hit: a version manager's Python often hides the system's
 * own, which has the distribution's packages.
 *
 * @param searchPath the folders, as `PATH` holds them.
 */
export async function findJupyterPython(searchPath: string): Promise<string | undefined> {
  const tried = new Set<string>();
  for (const folder of searchPath.split(":").filter((part) => part !== "")) {
    for (const name of ["python3", "python"]) {
      const file = `${folder}/${name}`;
      const real = await Deno.realPath(file).catch(() => undefined);
      if (real === undefined || tried.has(real)) continue;
      tried.add(real);
      if (await canImport(file)) return file;
    }
  }
  return undefined;
}

async function canImport(python: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(python, {
      args: ["-c", "import jupyter_client"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false; // not a program this machine can run
  }
}
