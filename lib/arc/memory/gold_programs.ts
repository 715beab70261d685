import type { Program } from "../dsl/program.ts";
import { programSchema } from "../dsl/program_schema.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { BlobFolder } from "./blob_folder.ts";
import type { Gold } from "./snapshot_rows.ts";

const KEPT = 512;

/** Reads solutions out of the traces they were found in; keeps the last ones. */
export class GoldPrograms {
  readonly #blobs: BlobFolder;
  readonly #kept = new Map<string, Program>();

  constructor(blobs: BlobFolder) {
    this.#blobs = blobs;
  }

  /**
   * The program of a solution.
   *
   * @throws {UserError} exit 1 when its trace is missing or damaged.
   */
  async read({ traceDigest, candidateId, programDigest }: Gold): Promise<Program> {
    const known = this.#kept.get(programDigest);
    if (known !== undefined) return known;
    const trace = JSON.parse(await this.#blobs.read(traceDigest)) as TracePart;
    const candidate = trace.iterations.flatMap((turn) => turn.candidates)
      .find((one) => one.candidateId === candidateId);
    const parsed = programSchema.safeParse(candidate?.program);
    if (!parsed.success) {
      const problem = `memory blob ${traceDigest}: holds no program of candidate ${candidateId}`;
      throw new UserError(problem, { exitCode: 1 });
    }
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(programDigest, parsed.data);
    return parsed.data;
  }
}

interface TracePart {
  readonly iterations: readonly {
    readonly candidates: readonly { readonly candidateId: string; readonly program: unknown }[];
  }[];
}
