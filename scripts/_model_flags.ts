import type { z } from "zod";
import { endpointModules } from "../lib/arc/endpoint/endpoint_settings.ts";
import type { ModuleSettings } from "../lib/arc/loop/symbolic_modules.ts";
import type { RunModelsOptions } from "../lib/arc/run/run_models.ts";
import { floatFlag } from "../lib/cli/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

/** The flags of modules that ask a model. */
export const modelFlags = {
  "max-cost-usd": floatFlag({
    doc: "what paid models may cost in all, earlier attempts included; a hard stop, resumable",
    group: "Modules",
    min: 0,
    value: "usd",
  }),
};

/** What the model flags say. */
export type ModelFlagValues = {
  readonly [F in keyof typeof modelFlags]: z.output<(typeof modelFlags)[F]>;
};

/**
 * Keys and limits of the modules that ask a model; nothing where none does.
 *
 * @throws {UserError} exit 2 in a task that is not allowed to reach an endpoint.
 */
export function modelOptions(
  flags: ModelFlagValues,
  { endpoints }: ModuleSettings,
): { readonly models?: RunModelsOptions } {
  if (endpoints === undefined) return {};
  for (const [name, { model }] of endpointModules(endpoints)) {
    const { host } = new URL(model.baseUrl);
    if (Deno.permissions.querySync({ name: "net", host }).state === "granted") continue;
    throw new UserError(
      `the ${name} asks a model at ${host}, but this task runs without the network; ` +
        "deno task run-orchestrator has it",
    );
  }
  const maxCostUsd = flags["max-cost-usd"];
  return {
    models: {
      readKey: (name) => Deno.env.get(name),
      ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    },
  };
}
