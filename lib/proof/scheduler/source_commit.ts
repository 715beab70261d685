/**
 * The commit that the source is checked out at, where it can be told.
 *
 * @param root the folder with the `.git` in it
 */
export async function sourceCommit(root: string): Promise<string | undefined> {
  const read = async (path: string) => (await Deno.readTextFile(path)).trim();
  try {
    let git = `${root}/.git`;
    if ((await Deno.stat(git)).isFile) git = (await read(git)).replace(/^gitdir: /, "");
    const head = await read(`${git}/HEAD`);
    if (!head.startsWith("ref: ")) return head;
    const ref = head.slice("ref: ".length);
    const common = await read(`${git}/commondir`).then((path) => `${git}/${path}`, () => git);
    return await read(`${common}/${ref}`).catch(async () => {
      const packed = await read(`${common}/packed-refs`);
      return packed.split("\n").find((line) => line.endsWith(` ${ref}`))?.split(" ", 1)[0];
    });
  } catch {
    // Not a checkout, or not ours to read.
    return undefined;
  }
}
