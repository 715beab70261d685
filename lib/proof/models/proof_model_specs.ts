import * as z from "zod";
import { apiKeyOf } from "../../substrate/models/api_key.ts";
import type { DeskModule } from "../../substrate/models/desk_module.ts";
import { loadModuleSpec } from "../../substrate/models/module_spec.ts";
import {
  embeddingSettingsSchema,
  openAiSettingsSchema,
} from "../../substrate/models/openai_settings.ts";
import { vectorsForm } from "../../substrate/models/vectors.ts";
import { tacticsForm } from "../strategies/copilot/endpoint_model.ts";
import { sketchesForm } from "../strategies/sketch/sketch_model.ts";

/** Who can ask a model, in one order: two strategies, and the look-up of premises. */
export const PROOF_MODULES = ["sketch", "copilot", "embedding"] as const;

/** One of {@linkcode PROOF_MODULES}. */
export type ProofModule = typeof PROOF_MODULES[number];

const none = z.strictObject({});
const kinds = {
  sketch: { symbolic: none, "openai-compatible": openAiSettingsSchema },
  copilot: { ngram: none, "openai-compatible": openAiSettingsSchema },
  embedding: { lexical: none, "openai-compatible": embeddingSettingsSchema },
};
const forms = {
  sketch: { form: "sketches", answer: sketchesForm },
  copilot: { form: "tactics", answer: tacticsForm },
  embedding: { form: "vectors", answer: vectorsForm, endpoint: "embeddings" as const },
};

/** A strategy's model as the desk takes it, with the digest of its spec. */
export interface ProofModelSpec {
  readonly module: DeskModule;
  readonly digest: string;
}

/** Options of {@linkcode loadProofModels}. */
export interface ProofModelOptions {
  /** The path of a spec, or a built-in that asks nobody. @default built-ins */
  readonly specs: Readonly<Partial<Record<ProofModule, string | undefined>>>;
  /** Reads a key from the environment. */
  readonly readKey: (name: string) => string | undefined;
}

/**
 * The models that strategies ask; a built-in (`builtin:symbolic` of sketch, `builtin:ngram`
 * of copilot, `builtin:lexical` of embedding) has none.
 *
 * @throws {UserError} exit 2 for a spec that is wrong, naming file, line and field, and for a key that is not set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadProofModels } from "./proof_model_specs.ts";
 * const specs = { sketch: "builtin:symbolic" };
 * assertEquals(await loadProofModels({ specs, readKey: () => undefined }), {});
 * ```
 */
export async function loadProofModels(
  { specs, readKey }: ProofModelOptions,
): Promise<Readonly<Partial<Record<ProofModule, ProofModelSpec>>>> {
  const models: Partial<Record<ProofModule, ProofModelSpec>> = {};
  for (const name of PROOF_MODULES) {
    const ref = specs[name];
    if (ref === undefined) continue;
    const spec = await loadModuleSpec({ ref, module: name, kinds: kinds[name] });
    if (spec.kind !== "openai-compatible") continue;
    const key = apiKeyOf(ref, spec.settings, readKey);
    models[name] = {
      module: { settings: spec.settings, ...forms[name], ...key },
      digest: spec.digest.slice(0, 12),
    };
  }
  return models;
}
