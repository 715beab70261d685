import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import type { RunInput } from "../../substrate/runs/run_id.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import type { Premise } from "../premises/premise.ts";
import { drawOrder } from "./draw_order.ts";
import { areaOf, isGoalLike } from "./library_theorem.ts";
import { stateTheorems } from "./state_theorems.ts";

/** Options of {@linkcode sampleTheorems}. */
export interface SampleOptions {
  /** Where `theorems.jsonl` is kept. */
  readonly folder: string;
  readonly theorems: readonly Premise[];
  readonly lean: LeanBackend;
  /** Theorems wanted. */
  readonly sample: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** A drawn sample. */
export interface TheoremSample {
  readonly theorems: readonly Premise[];
  /** Theorems passed over because Lean does not read its own print of them back. */
  readonly unreadable: number;
  /** The file it is kept in, as a run's input. */
  readonly input: RunInput;
}

/** What a sample was drawn for stands in the first line of its file. */
interface Head {
  readonly drawnFor: { readonly sample: number; readonly seed: number; readonly toolchain: string };
  readonly unreadable: number;
}

/**
 * A seeded sample of the library, stratified by area; drawn once for a folder and read back after that.
 *
 * @throws {UserError} where the library has fewer theorems than wanted.
 */
export async function sampleTheorems(options: SampleOptions): Promise<TheoremSample> {
  const { folder, sample, seed, lean } = options;
  const path = `${folder}/theorems.jsonl`;
  const drawnFor = { sample, seed, toolchain: lean.toolchain };
  let text = await readText(path);
  if (text === undefined || canonicalJson(headOf(text).drawnFor) !== canonicalJson(drawnFor)) {
    const { stated, unreadable } = await draw(options);
    text = [{ drawnFor, unreadable }, ...stated].map((row) => `${canonicalJson(row)}\n`).join("");
    await Deno.mkdir(folder, { recursive: true });
    await writeAtomicFile(path, text);
  }
  const theorems = text.trimEnd().split("\n").slice(1).map((line) => JSON.parse(line) as Premise);
  const input = { path, digest: sha256(text), rows: theorems.length };
  return { theorems, unreadable: headOf(text).unreadable, input };
}

async function draw({ theorems, lean, sample, seed, signal }: SampleOptions) {
  const prng = createPrng(seed).split("sample");
  const order = drawOrder(theorems.filter(isGoalLike), (t) => areaOf(t.module), prng);
  const drawn = await stateTheorems(order, sample, lean, signal === undefined ? {} : { signal });
  if (drawn.stated.length === sample) return drawn;
  throw new UserError(
    `--sample ${sample}: the library has ${drawn.stated.length} theorems that can be stated as goals`,
  );
}

function headOf(text: string): Head {
  return JSON.parse(text.slice(0, text.indexOf("\n"))) as Head;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
