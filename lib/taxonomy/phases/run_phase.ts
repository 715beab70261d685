import type { ModelDesk } from "../../substrate/models/model_desk.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { policyView } from "../policies/policy_view.ts";
import type { Policies } from "../policies/policy_schema.ts";
import {
  addCounts,
  type Checkpoint,
  NO_COUNTS,
  type PhaseKeyParts,
  type StepCheckpoint,
  type StepOutput,
} from "./checkpoint.ts";
import { CHECKPOINT_NAME, type CheckpointManager } from "./checkpoints.ts";
import type { Corpus } from "./corpus.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "./phase.ts";
import type { PhaseEvent } from "./phase_event.ts";
import { phaseKey, stepKey } from "./phase_key.ts";
import type { PhaseName } from "./phase_name.ts";
import { createStepContext } from "./step_context.ts";
import { StepFolder } from "./step_folder.ts";

/** What a phase is run with. */
export interface PhaseRun {
  readonly definition: PhaseDefinition;
  readonly parts: PhaseKeyParts;
  readonly checkpoints: CheckpointManager;
  /** Checkpoints of the phases before it. */
  readonly earlier: ReadonlyMap<PhaseName, Checkpoint>;
  /** A run whose finished steps of equal keys are taken over. */
  readonly share?: CheckpointManager;
  readonly policies: Policies;
  readonly corpus: Corpus;
  readonly desk?: ModelDesk;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const STEP = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * Runs a phase to its checkpoint, which it returns; steps that are done already are passed over.
 *
 * @throws {UserError} exit 1 when a precondition does not hold; whatever the phase throws.
 */
export async function* runPhase(run: PhaseRun): AsyncGenerator<PhaseEvent, Checkpoint, void> {
  const { definition, parts, checkpoints, signal } = run;
  const steps = new Map<string, StepCheckpoint>();
  const own = (): StepOutput[] => [...steps.values()].flatMap((step) => step.outputs);
  const outputsOf = (phase: PhaseName): readonly StepOutput[] => {
    if (phase === definition.name) return own();
    const checkpoint = definition.reads.includes(phase) ? run.earlier.get(phase) : undefined;
    if (checkpoint === undefined) {
      const reads = definition.reads.join(", ") || "none";
      throw new RangeError(`${definition.name} reads ${phase}, it declares to read ${reads}`);
    }
    return checkpoint.outputs;
  };
  checkPreconditions(definition, outputsOf);
  const context: PhaseContext = {
    runId: checkpoints.runId,
    policies: policyView(run.policies, definition.slices, definition.name),
    get corpus() {
      if (definition.name === "S0") return run.corpus;
      throw new RangeError(`${definition.name} reads the corpus, which only S0 may`);
    },
    prng: createPrng(parts.seed).split(definition.name),
    clock: run.clock,
    signal,
    has: (module) => module in parts.models,
    ask: (question) => {
      if (run.desk === undefined || !(question.module in parts.models)) {
        throw new RangeError(`${definition.name} asks the ${question.module}, which is no model`);
      }
      return run.desk.ask(question);
    },
    step: async function* (name, body, only) {
      if (!STEP.test(name) || name === CHECKPOINT_NAME || steps.has(name)) {
        throw new RangeError(`Expected a new step's name but found ${JSON.stringify(name)}`);
      }
      signal.throwIfAborted();
      const key = stepKey(parts, name, only);
      const done = await checkpoints.step(definition.name, name, key) ??
        await shared(run, name, key);
      if (done === undefined) {
        const readable = only === undefined ? outputsOf : refuse(`${definition.name}/${name}`);
        steps.set(name, yield* makeStep(run, name, key, body, readable));
      } else steps.set(name, done);
      yield { kind: "step_done", phase: definition.name, step: name, reused: done !== undefined };
    },
  };
  for await (const event of definition.run(context)) {
    yield event;
    signal.throwIfAborted();
  }
  return await checkpoints.commit({
    runId: checkpoints.runId,
    key: phaseKey(parts),
    parts,
    steps: [...steps.keys()],
    outputs: own(),
    counters: [...steps.values()].reduce((sum, step) => addCounts(sum, step.counters), NO_COUNTS),
  });
}

async function* makeStep(
  { definition, checkpoints, signal }: PhaseRun,
  step: string,
  key: string,
  body: (step: StepContext) => AsyncGenerator<PhaseEvent, void, void>,
  outputsOf: (phase: PhaseName) => readonly StepOutput[],
): AsyncGenerator<PhaseEvent, StepCheckpoint, void> {
  const phase = definition.name;
  const folder = await StepFolder.open(checkpoints, phase, step, signal);
  let committed: StepCheckpoint | undefined;
  try {
    const context = createStepContext({ phase, step, folder, checkpoints, signal, outputsOf });
    for await (const event of body(context)) {
      yield event;
      signal.throwIfAborted();
    }
    committed = await folder.commit(key, context.counters);
    return committed;
  } finally {
    if (committed === undefined) await folder.abandon();
  }
}

/** The step taken over from the run that artefacts are shared with, where it is done there with just this key. */
async function shared(
  { definition, checkpoints, share, signal }: PhaseRun,
  step: string,
  key: string,
): Promise<StepCheckpoint | undefined> {
  const theirs = await share?.step(definition.name, step, key);
  if (share === undefined || theirs === undefined) return undefined;
  const folder = await StepFolder.open(checkpoints, definition.name, step, signal);
  return await folder.adopt(share, theirs);
}

function checkPreconditions(
  { name, preconditions }: PhaseDefinition,
  outputsOf: (phase: PhaseName) => readonly StepOutput[],
): void {
  const rowsOf: StepContext["rowsOf"] = (phase, output) =>
    outputsOf(phase).reduce((sum, at) => at.name === output ? sum + at.rows : sum, 0);
  const broken = preconditions.find(({ holds }) => !holds(rowsOf));
  if (broken === undefined) return;
  throw new UserError(`${name} cannot begin: ${broken.unless}`, { exitCode: 1 });
}

function refuse(step: string): () => never {
  return () => {
    throw new RangeError(`${step} says what it depends on, and so may read no phase's output`);
  };
}
