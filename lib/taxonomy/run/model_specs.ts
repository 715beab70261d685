import * as z from "zod";
import { apiKeyOf } from "../../substrate/models/api_key.ts";
import { loadModuleSpec } from "../../substrate/models/module_spec.ts";
import { openAiSettingsSchema } from "../../substrate/models/openai_settings.ts";
import type { TaxonomyModule } from "../phases/phase.ts";
import type { ModelSpec } from "./run_options.ts";

/** The modules that a model may stand in for, in the order of their phases. */
export const TAXONOMY_MODULES: readonly TaxonomyModule[] = ["extractor", "verifier"];

const kinds = { symbolic: z.strictObject({}), "openai-compatible": openAiSettingsSchema };

/** Options of {@linkcode loadModelSpecs}. */
export interface ModelSpecOptions {
  /** `builtin:symbolic` or the path of a spec, by module. @default {"builtin:symbolic"} */
  readonly specs: Readonly<Partial<Record<TaxonomyModule, string | undefined>>>;
  /** Reads a key from the environment. */
  readonly readKey: (name: string) => string | undefined;
}

/**
 * The models that stand in for modules; a module of kind `symbolic` has none.
 *
 * @throws {UserError} exit 2 for a spec that is wrong, naming file, line and field, and for a key that is not set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadModelSpecs } from "./model_specs.ts";
 * const specs = { verifier: "builtin:symbolic" };
 * assertEquals(await loadModelSpecs({ specs, readKey: () => undefined }), {});
 * ```
 */
export async function loadModelSpecs(
  { specs, readKey }: ModelSpecOptions,
): Promise<Readonly<Partial<Record<TaxonomyModule, ModelSpec>>>> {
  const models: Partial<Record<TaxonomyModule, ModelSpec>> = {};
  for (const module of TAXONOMY_MODULES) {
    const ref = specs[module] ?? "builtin:symbolic";
    const spec = await loadModuleSpec({ ref, module, kinds });
    if (spec.kind !== "openai-compatible") continue;
    models[module] = {
      settings: spec.settings,
      digest: spec.digest,
      ...apiKeyOf(ref, spec.settings, readKey),
    };
  }
  return models;
}
