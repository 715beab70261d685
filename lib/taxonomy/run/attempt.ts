import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { ManifestWriter } from "../../substrate/runs/manifest_writer.ts";
import type { RunFolder } from "../../substrate/runs/run_folder.ts";
import { ModelStop } from "../../substrate/models/model_failure.ts";
import type { ModelDesk } from "../../substrate/models/model_desk.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type Checkpoint, digestOfOutputs, type PhaseKeyParts } from "../phases/checkpoint.ts";
import { CheckpointManager } from "../phases/checkpoints.ts";
import type { PhaseDefinition } from "../phases/phase.ts";
import type { PhaseName } from "../phases/phase_name.ts";
import type { PhaseManager } from "../phases/phase_order.ts";
import { runPhase } from "../phases/run_phase.ts";
import { sliceOf } from "../policies/policy_leaves.ts";
import { finishedPhase, startAttempt } from "./attempt_manifest.ts";
import type { RunPlan } from "./plan_run.ts";
import { openRunLog, type RunLog } from "./run_log.ts";
import { openRunModels, usageOf } from "./run_models.ts";
import type { TaxonomyRunOptions } from "./run_options.ts";
import type { TaxonomyEvent } from "./taxonomy_event.ts";

/** One attempt at a run, from the opened folder to its end. */
export class Attempt {
  readonly #checkpoints: CheckpointManager;
  readonly #done = new Map<PhaseName, Checkpoint>();
  readonly #signal: AbortSignal;
  #hashes: ReadonlyMap<PhaseName, string> = new Map();
  #log: RunLog | undefined;
  #desk: ModelDesk | undefined;

  constructor(
    readonly options: TaxonomyRunOptions,
    readonly plan: RunPlan,
    readonly folder: RunFolder,
    readonly phases: PhaseManager,
    readonly fs: FileSystem,
  ) {
    this.#checkpoints = new CheckpointManager(folder.path, folder.runId, fs);
    this.#signal = options.signal ?? new AbortController().signal;
  }

  /** Harmless a second time. */
  async close(): Promise<void> {
    try {
      await this.#desk?.close();
    } finally {
      await this.#log?.close();
    }
  }

  async *run(): AsyncGenerator<TaxonomyEvent, void, void> {
    const { options, plan, folder, phases } = this;
    this.#hashes = await phases.codeHashes();
    const planned = options.lastPhase === undefined
      ? phases.phases
      : phases.upTo(options.lastPhase);
    const forced = this.#forced(planned);
    const verified = await this.#verifyBefore(planned, forced);
    const complete = verified === planned.length && folder.previous?.exit?.code === 0;
    if (complete) {
      const { runId, path } = folder;
      yield { kind: "run_finished", runId, folder: path, untouched: true };
      return;
    }
    this.#log = await openRunLog(folder.path, { clock: options.clock, fs: this.fs });
    for (const text of plan.drift) {
      await this.#log.write({ kind: "drift", text, adopted: plan.floats });
    }
    const manifest = await startAttempt({
      options,
      plan,
      folder,
      definitions: phases.phases,
      done: this.#done,
      hashes: this.#hashes,
    });
    yield* this.#told({
      kind: "run_started",
      runId: folder.runId,
      folder: folder.path,
      attempt: manifest.current.attempt,
      ...(plan.parentRunId === undefined ? {} : { parentRunId: plan.parentRunId }),
    });
    if (forced.length > 0) await this.#checkpoints.clear(forced);
    this.#desk = await openRunModels(options, plan, phases);
    for (const definition of planned) {
      try {
        yield* this.#phase(definition, manifest, forced.includes(definition.name));
      } catch (error) {
        try {
          yield* this.#ended(definition, planned, manifest, error);
        } catch {
          // A full disk cannot take the news either; what began it is what counts.
        }
        throw error;
      }
    }
    const reason = options.lastPhase === undefined ? "done" : `done up to ${options.lastPhase}`;
    await manifest.exit(0, reason);
    yield* this.#told({
      kind: "run_finished",
      runId: folder.runId,
      folder: folder.path,
      untouched: false,
    });
  }

  /** Phases to execute whatever is done; those before them must be done. */
  #forced(planned: readonly PhaseDefinition[]): readonly PhaseName[] {
    const { force, resumePhase } = this.options;
    const names = planned.map((phase) => phase.name);
    if (resumePhase === undefined) return force ? names : [];
    const at = names.indexOf(resumePhase);
    if (at === -1) {
      throw new UserError(`--resume-phase: ${resumePhase} is not among ${names.join(", ")}`);
    }
    return names.slice(at);
  }

  /** Verifies phases in order up to the first that is not done, and says how many are. */
  async #verifyBefore(
    planned: readonly PhaseDefinition[],
    forced: readonly PhaseName[],
  ): Promise<number> {
    for (const [at, definition] of planned.entries()) {
      if (forced.includes(definition.name)) return at;
      const verdict = await this.#checkpoints.verify(this.#keyParts(definition));
      if (verdict.ok) {
        this.#done.set(definition.name, verdict.checkpoint);
        continue;
      }
      if (this.options.resumePhase !== undefined) {
        const how = `resume from ${definition.name}, or without --resume-phase`;
        throw new UserError(`${this.folder.path}: ${definition.name} ${verdict.reason}; ${how}`);
      }
      return at;
    }
    return planned.length;
  }

  #keyParts({ name, reads, slices, modules = {} }: PhaseDefinition): PhaseKeyParts {
    const { options: { corpus, models = {} }, plan } = this;
    const inputs = name === "S0"
      ? corpus.parts.map((part) => ({ name: part.name, digest: part.digest }))
      : reads.map((read) => ({
        name: read,
        digest: digestOfOutputs(this.#done.get(read)!.outputs),
      }));
    const asked = Object.entries(models).filter(([module]) => module in modules);
    return {
      phase: name,
      codeHash: this.#hashes.get(name)!,
      slice: sliceOf(plan.policies.policies, slices),
      models: Object.fromEntries(asked.map(([module, { digest }]) => [module, digest])),
      seed: plan.identity.seeds.main!,
      inputs,
    };
  }

  async *#phase(
    definition: PhaseDefinition,
    manifest: ManifestWriter,
    forced: boolean,
  ): AsyncGenerator<TaxonomyEvent, void, void> {
    const { name, title } = definition;
    const { clock, corpus } = this.options;
    if (this.#done.has(name)) {
      const { counters } = this.#done.get(name)!;
      yield* this.#told({
        kind: "phase_finished",
        phase: name,
        counters,
        durationSec: 0,
        reused: true,
      });
      return;
    }
    const parts = this.#keyParts(definition);
    const verdict = await this.#checkpoints.verify(parts);
    if (!verdict.ok && !forced && (!verdict.absent || this.#laterIsDone(name))) {
      yield* this.#told({ kind: "rejected", phase: name, reason: verdict.reason });
    }
    const begun = clock.monotonic();
    let reused = verdict.ok;
    let checkpoint = verdict.ok ? verdict.checkpoint : undefined;
    if (checkpoint === undefined) {
      yield* this.#told({ kind: "phase_started", phase: name, title });
      const inputs = parts.inputs.map((input) => input.digest);
      await manifest.phase(name, { state: "running", inputs });
      const { share } = this.plan;
      const phase = runPhase({
        definition,
        parts,
        checkpoints: this.#checkpoints,
        earlier: this.#done,
        ...(share === undefined || forced ? {} : {
          share: new CheckpointManager(share.folder, share.manifest.runId, this.fs),
        }),
        policies: this.plan.policies.policies,
        corpus,
        ...(this.#desk === undefined ? {} : { desk: this.#desk }),
        clock,
        signal: this.#signal,
      });
      let next = await phase.next();
      reused = true;
      for (; !next.done; next = await phase.next()) {
        if (next.value.kind === "step_done" && !next.value.reused) reused = false;
        yield* this.#told(next.value);
      }
      checkpoint = next.value;
    }
    this.#done.set(name, checkpoint);
    const durationSec = (clock.monotonic() - begun) / 1000;
    await manifest.phase(name, {
      ...finishedPhase(checkpoint),
      ...usageOf(this.#desk, definition),
    }, durationSec);
    const { counters } = checkpoint;
    yield* this.#told({ kind: "phase_finished", phase: name, counters, durationSec, reused });
  }

  /** A checkpoint that is missing in the middle is worth a word; at the end it is just where the run stopped. */
  #laterIsDone(name: PhaseName): boolean {
    const previous = this.folder.previous?.phases ?? [];
    const at = previous.findIndex((phase) => phase.name === name);
    return previous.slice(at).some(({ state }) => state === "done");
  }

  async *#ended(
    { name }: PhaseDefinition,
    planned: readonly PhaseDefinition[],
    manifest: ManifestWriter,
    error: unknown,
  ): AsyncGenerator<TaxonomyEvent, void, void> {
    if (this.#signal.aborted) {
      await manifest.phase(name, { state: "interrupted" });
      await manifest.exit(130, "interrupted");
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const code = error instanceof UserError ? error.exitCode : 1;
    if (error instanceof ModelStop) {
      await manifest.phase(name, { state: "interrupted", reason });
      await manifest.exit(code, reason);
      return;
    }
    const setAside = await this.#checkpoints.setAside(name, manifest.current.attempt);
    await manifest.phase(name, { state: "failed", reason });
    const event = { kind: "phase_failed", phase: name, reason } as const;
    yield* this.#told(setAside === undefined ? event : { ...event, setAside });
    const why = `${name} failed`;
    for (const later of planned.slice(planned.findIndex((phase) => phase.name === name) + 1)) {
      await manifest.phase(later.name, { state: "skipped", reason: why });
      yield* this.#told({ kind: "phase_skipped", phase: later.name, reason: why });
    }
    await manifest.exit(code, `${name} failed: ${reason}`);
  }

  async *#told(event: TaxonomyEvent): AsyncGenerator<TaxonomyEvent, void, void> {
    await this.#log?.write(event);
    yield event;
  }
}
