import * as z from "zod";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import type { Premise, TheoremLibrary } from "./premise.ts";

const fields = z.strictObject({
  name: z.string(),
  statement: z.string(),
  module: z.string(),
  order: z.int().min(0),
});

/** One theorem in the cache (`proof.premise/1`). */
export const premiseRecord = defineRecord({ name: "proof.premise", version: 1, fields });

/**
 * The theorems of an environment: asked of Lean once, then read from the cache folder.
 *
 * A cache is whole or not there: a listing that breaks off leaves none.
 *
 * @throws {UserError} for a cache that holds something else.
 */
export async function openPremises(
  library: TheoremLibrary,
  folder: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<readonly Premise[]> {
  const path = `${folder}/premises-${sha256(library.toolchain).slice(0, 12)}.jsonl`;
  const kept = await readKept(path);
  if (kept !== undefined) return kept;
  const premises: Premise[] = [];
  for await (const premise of library.theorems(options)) premises.push(premise);
  premises.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  await Deno.mkdir(folder, { recursive: true });
  await writeAtomicFile(
    path,
    premises.map((premise) => `${premiseRecord.write(premise)}\n`).join(""),
  );
  return premises;
}

async function readKept(path: string): Promise<Premise[] | undefined> {
  try {
    await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const premises: Premise[] = [];
  for await (const { value, line } of readJsonl(path)) {
    const { name, statement, module, order } = premiseRecord.read(value, { file: path, line });
    premises.push({ name, statement, module, order });
  }
  return premises;
}

/** Names that Lean makes by itself, of little use to a proof by hand. */
const MADE =
  /(^|\.)(_|match_|eq_\d|eq_def|eq_unfold|inj$|injEq$|sizeOf_spec$|proof_|noConfusion|congr_simp|hcongr|congr_eq|induct|fun_cases|below|brecOn|rec$|casesOn)/;

/** True for a theorem that a proof may want to name: what was written by hand. */
export function isWritten(
  { name, statement }: Pick<Premise, "name" | "statement">,
): boolean {
  return !MADE.test(name) && !/✝|_private/.test(name + statement);
}
