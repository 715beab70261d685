import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import { openRunFolder } from "../../substrate/runs/run_folder.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { PhaseManager } from "../phases/phase_order.ts";
import { Attempt } from "./attempt.ts";
import { planRun } from "./plan_run.ts";
import type { TaxonomyRunOptions } from "./run_options.ts";
import type { TaxonomyEvent } from "./taxonomy_event.ts";

/**
 * Runs the phases of a taxonomy, each once.
 *
 * A run is a folder: the manifest is there before the first phase begins, every finished phase has a
 * checkpoint, and a phase is done when its checkpoint fits its code, policies, inputs and outputs. Whatever
 * ends a run, running it again goes on from there and ends with the same bytes.
 */
export class TaxonomyOrchestrator {
  readonly #options: TaxonomyRunOptions;
  readonly #fs: FileSystem;
  readonly #phases: PhaseManager;

  /** @throws {RangeError} for phases that do not fit together. */
  constructor(options: TaxonomyRunOptions) {
    this.#options = options;
    this.#fs = options.fs ?? denoFileSystem;
    this.#phases = new PhaseManager(options.phases);
  }

  /**
   * Runs, or goes on with, the run that the options mean.
   *
   * @throws {UserError} exit 2 for wrong options, an empty corpus and a folder in use; exit 1 when a phase
   * fails (its outputs are set aside, the phases after it skipped) or `strict` finds changed policies.
   */
  async *run(): AsyncGenerator<TaxonomyEvent, void, void> {
    const options = this.#options;
    if (options.corpus.parts.length === 0) throw new UserError("the corpus is empty: no document");
    const plan = await planRun(options, this.#phases);
    for (const text of plan.drift) yield { kind: "drift", text, adopted: plan.floats };
    await this.#fs.makeFolder(plan.folder);
    const folder = await openRunFolder(plan.folder, plan.identity, {
      clock: options.clock,
      fs: this.#fs,
    });
    const attempt = new Attempt(options, plan, folder, this.#phases, this.#fs);
    try {
      yield* attempt.run();
      await attempt.close();
    } finally {
      // After a failure, such as a full disk, closing may fail too; what began it is what counts.
      await attempt.close().catch(() => {});
      await folder.close();
    }
  }
}
