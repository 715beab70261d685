/** The project's root as a path with a slash at its end. */
export const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Files under a folder of the root, by path relative to the root, sorted. */
export function filesUnder(folder: string, ending = ""): string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const entry of Deno.readDirSync(ROOT + path)) {
      const file = `${path}/${entry.name}`;
      if (entry.isDirectory && entry.name !== "node_modules") walk(file);
      else if (entry.isFile && file.endsWith(ending)) found.push(file);
    }
  };
  if (exists(folder)) walk(folder);
  return found.sort();
}

/** Whether the root holds this file or folder. */
export function exists(path: string): boolean {
  try {
    Deno.statSync(ROOT + path);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file of the tree. */
export function read(file: string): string {
  return Deno.readTextFileSync(ROOT + file);
}

/** Code without what stands in comments and in texts, line breaks kept, so that only code is judged. */
export function codeOnly(source: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  return source.replace(
    /\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
    blank,
  );
}

/** `file:line` of every place where a pattern is found in a text. */
export function places(file: string, text: string, pattern: RegExp): string[] {
  const found: string[] = [];
  text.split("\n").forEach((line, i) => {
    if (pattern.test(line)) found.push(`${file}:${i + 1}: ${line.trim()}`);
  });
  return found;
}
