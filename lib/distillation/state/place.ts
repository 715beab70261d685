import { UserError } from "../../substrate/values/user_error.ts";

/**
 * Refuses a state inside a source tree: the tree's own git would see it, and its cleaning would delete it.
 *
 * @param folder where the state is or will be; its parents need not exist
 * @throws {UserError} exit 2, naming the tree.
 */
export async function checkPlace(folder: string): Promise<void> {
  for (let at = parentOf(folder); at !== ""; at = parentOf(at)) {
    for (const mark of [".git", "deno.json"]) {
      if (!await exists(`${at}/${mark}`)) continue;
      throw new UserError(
        `${folder}: lies inside the source tree ${at}; choose a --home outside of it`,
      );
    }
  }
}

/** The nearest parent that is there as a real path, with the rest of the path after it. */
export async function realPlace(path: string): Promise<string> {
  const whole = path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
  const rest: string[] = [];
  for (let at = whole.replace(/\/+$/, ""); at !== ""; at = parentOf(at)) {
    try {
      return [await Deno.realPath(at), ...rest].join("/");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      rest.unshift(at.slice(at.lastIndexOf("/") + 1));
    }
  }
  return whole;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
