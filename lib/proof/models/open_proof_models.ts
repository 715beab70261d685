import { type ModelDesk, openModelDesk } from "../../substrate/models/model_desk.ts";
import type { ModuleUsage } from "../../substrate/models/usage.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { lockFolder } from "../../substrate/runs/folder_lock.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { unpackedVector, vectorsForm } from "../../substrate/models/vectors.ts";
import type { EmbeddingModel } from "../premises/rank_by_vectors.ts";
import type { AskModel } from "../strategies/ask_model.ts";
import { endpointTactics } from "../strategies/copilot/endpoint_model.ts";
import type { TacticModel } from "../strategies/copilot/tactic_model.ts";
import { endpointSketches, type SketchModel } from "../strategies/sketch/sketch_model.ts";
import type { ProofModelSpec, ProofModule } from "./proof_model_specs.ts";

/** Options of {@linkcode openProofModels}. */
export interface OpenProofModelsOptions {
  readonly models: Readonly<Partial<Record<ProofModule, ProofModelSpec>>>;
  /** Folder of the calls: cache and account of every search that is given it. One process at a time. */
  readonly folder: string;
  /** US dollars that all calls of the folder may cost together. @default {Infinity} */
  readonly maxCostUsd?: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** The models of a search; ends with `await using`. */
export interface ProofModels extends AsyncDisposable {
  readonly sketchModel?: SketchModel;
  /** By which premises are ranked again. */
  readonly embeddings?: EmbeddingModel;
  /** The tactic model of copilot: the learned one, with the endpoint's where there is one. */
  tacticModel(learned: TacticModel): TacticModel;
  /** What each strategy's calls came to, those of earlier searches included; empty without models. */
  readonly usage: Readonly<Record<string, ModuleUsage>>;
}

/** Name of the file that keeps every call, with its cost and its answer. */
export const CALLS_NAME = "model_calls.jsonl";

/**
 * Opens the desk where strategies ask their models; without models nothing is made.
 *
 * @throws {UserError} exit 2 where another process holds the folder, and for a limit on the money with a model
 * whose prices are not known.
 */
export async function openProofModels(options: OpenProofModelsOptions): Promise<ProofModels> {
  const { models, folder, clock, signal, maxCostUsd } = options;
  const modules = Object.fromEntries(
    Object.entries(models).map(([name, { module }]) => [name, module]),
  );
  if (Object.keys(modules).length === 0) return modelsAt(undefined, {});
  await namingFile(folder, () => denoFileSystem.makeFolder(folder));
  const lock = await lockFolder(folder, { clock });
  try {
    const desk = await openModelDesk({
      ...{ path: `${folder}/${CALLS_NAME}`, modules, clock },
      ...(signal === undefined ? {} : { signal }),
      ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    });
    return modelsAt(desk, models, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function modelsAt(
  desk: ModelDesk | undefined,
  { sketch, copilot, embedding }: OpenProofModelsOptions["models"],
  release: () => Promise<void> = () => Promise.resolve(),
): ProofModels {
  const askOf = (module: ProofModule): AskModel => async (messages) => {
    const answer = await desk!.ask({ module, messages, trial: 0 });
    return answer.ok ? answer.value : undefined;
  };
  const embed = async (texts: readonly string[]) => {
    const messages = texts.map((content) => ({ role: "user", content }) as const);
    const answer = await askOf("embedding")(messages);
    return answer === undefined ? undefined : vectorsForm.parse(answer).map(unpackedVector);
  };
  return {
    ...(embedding ? { embeddings: { digest: embedding.digest, embed } } : {}),
    ...(sketch ? { sketchModel: endpointSketches(askOf("sketch"), sketch.digest) } : {}),
    tacticModel: (learned) =>
      copilot ? endpointTactics(askOf("copilot"), copilot.digest, learned) : learned,
    get usage() {
      return desk?.usage ?? {};
    },
    [Symbol.asyncDispose]: async () => {
      await desk?.close();
      await release();
    },
  };
}
