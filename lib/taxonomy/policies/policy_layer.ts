import { readJsonc } from "../../substrate/models/read_jsonc.ts";
import { inputError } from "../../substrate/values/input_error.ts";

/** The environments there are policies for. */
export const ENVIRONMENTS = ["development", "production", "testing"] as const;

/** Which policies a run takes. */
export type Environment = (typeof ENVIRONMENTS)[number];

/** One policy file: what it says, and its text, for errors that name lines. */
export interface PolicyLayer {
  readonly file: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const BUILTIN = new URL("./", import.meta.url);

/**
 * The policy files of an environment, the more general first: the built-in `base.jsonc` and
 * `<environment>.jsonc`, then the files of these names in the user's folder.
 *
 * @throws {UserError} exit 2 for a file that cannot be read or is no JSONC object, and for a folder without
 * either file.
 */
export async function readPolicyLayers(
  environment: Environment,
  folder?: string,
): Promise<readonly PolicyLayer[]> {
  const names = ["base.jsonc", `${environment}.jsonc`];
  const layers: PolicyLayer[] = [];
  for (const name of names) {
    layers.push(await readLayer(decodeURIComponent(new URL(name, BUILTIN).pathname), name));
  }
  if (folder === undefined) return layers;
  const own: PolicyLayer[] = [];
  for (const name of names) {
    const file = `${folder.replace(/(?<=.)\/+$/, "")}/${name}`;
    if (await isFile(file)) own.push(await readLayer(file, file));
  }
  if (own.length === 0) {
    throw inputError({ file: folder, problem: `holds neither ${names.join(" nor ")}` });
  }
  return [...layers, ...own];
}

async function readLayer(path: string, file: string): Promise<PolicyLayer> {
  const { text, value } = await readJsonc(path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw inputError({ file, line: 1, expected: "an object of policies", seen: value });
  }
  return { file, text, value: value as Record<string, unknown> };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
