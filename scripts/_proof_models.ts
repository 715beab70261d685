import type { z } from "zod";
import { floatFlag, textFlag } from "../lib/cli/mod.ts";
import { openProofModels, type ProofModels } from "../lib/proof/models/open_proof_models.ts";
import { loadProofModels } from "../lib/proof/models/proof_model_specs.ts";
import {
  learnTacticModel,
  type ProvedScript,
} from "../lib/proof/strategies/copilot/ngram_model.ts";
import type { StrategyParts } from "../lib/proof/strategies/registry.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";

const group = "Models";

/** The flags of strategies that may ask a model. */
export const proofModelFlags = {
  "sketch-checkpoint": textFlag({
    doc: "module spec of a model that proposes sketches before the built-in plans",
    ...{ value: "spec", defaultText: "none", group },
  }),
  "copilot-checkpoint": textFlag({
    doc: "module spec of a model that proposes tactics beside the learned one",
    ...{ value: "spec", defaultText: "none", group },
  }),
  "embedding-checkpoint": textFlag({
    doc: "module spec of an endpoint for embeddings, by which reprover ranks premises again",
    ...{ value: "spec", defaultText: "none", group },
  }),
  "max-cost-usd": floatFlag({
    doc: "what paid models may cost in all, earlier searches included; a hard stop, resumable",
    ...{ value: "usd", min: 0, group },
  }),
};

/** What they say. */
export type ProofModelFlagValues = z.output<z.ZodObject<typeof proofModelFlags>>;

/** Opens the models of a command; its end tells what they came to. `beside` is the ledger or the run's folder. */
export async function commandModels(
  flags: ProofModelFlagValues,
  beside: string,
  { signal, note }: { readonly signal: AbortSignal; readonly note: (line: string) => void },
): Promise<ProofModels> {
  const maxCostUsd = flags["max-cost-usd"];
  const specs = {
    sketch: flags["sketch-checkpoint"],
    copilot: flags["copilot-checkpoint"],
    embedding: flags["embedding-checkpoint"],
  };
  const opened = await openProofModels({
    models: await loadProofModels({ specs, readKey: (name) => Deno.env.get(name) }),
    ...{ folder: `${beside}.models`, clock: systemClock, signal },
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
  });
  const tell = () => {
    for (const [name, one] of Object.entries(opened.usage)) {
      const { calls, cachedCalls, failures, costUsd } = one;
      note(
        `${name}: its model was called ${calls} times, ${failures} without a usable answer, for ` +
          `${costUsd.toFixed(4)} USD in all; ${cachedCalls} answers came from the cache`,
      );
    }
  };
  return {
    ...opened,
    get usage() {
      return opened.usage;
    },
    [Symbol.asyncDispose]: async () => {
      tell();
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** What of them strategies are made with; copilot's learned model learns from the scripts. */
export function modelParts(
  models: ProofModels,
  scripts: readonly ProvedScript[],
): Pick<StrategyParts, "tacticModel" | "sketchModel" | "embeddings"> {
  const { sketchModel, embeddings } = models;
  return {
    tacticModel: models.tacticModel(learnTacticModel(scripts)),
    ...(sketchModel && { sketchModel }),
    ...(embeddings && { embeddings }),
  };
}
