import {
  checkPrices,
  type DeskModule,
  type ModelDesk,
  type ModelDeskOptions,
  openModelDesk,
} from "../../substrate/models/mod.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { answerForms } from "./answer_forms.ts";
import { endpointModules, type EndpointSettings } from "./endpoint_settings.ts";

/** What a run is told about its models, besides their settings. */
export interface ModelUse {
  /** The value of an environment variable, by the name that a spec gives; `undefined` where it is not set. */
  readonly readKey: (name: string) => string | undefined;
  /** US dollars that all calls of the run may cost, earlier attempts included. @default {Infinity} */
  readonly maxCostUsd?: number;
}

/** Name of the file in the run folder that keeps every call, with its cost and its answer. */
export const MODEL_CALLS_NAME = "model_calls.jsonl";

/**
 * Looks up the keys of the modules that ask a model, before anything is opened or paid.
 *
 * @throws {UserError} exit 2 for a variable that is not set, and for a limit on the money without prices.
 */
export function deskModules(
  endpoints: EndpointSettings,
  { readKey, maxCostUsd }: ModelUse,
): Record<string, DeskModule> {
  const modules: Record<string, DeskModule> = Object.fromEntries(
    endpointModules(endpoints).map(([name, { model }]) => {
      const variable = model.apiKeyEnv;
      const apiKey = variable === undefined ? undefined : readKey(variable);
      if (variable !== undefined && (apiKey === undefined || apiKey === "")) {
        throw new UserError(
          `${variable}: this environment variable is not set; the spec of the ${name} (${model.model}) ` +
            "says that it holds the key",
        );
      }
      return [name, {
        settings: model,
        ...answerForms[name],
        ...(apiKey === undefined ? {} : { apiKey }),
      }];
    }),
  );
  checkPrices({ modules, ...(maxCostUsd === undefined ? {} : { maxCostUsd }) });
  return modules;
}

/** Opens the desk of a run in its folder. */
export function openEndpointDesk(
  folder: string,
  modules: Record<string, DeskModule>,
  options: Omit<ModelDeskOptions, "path" | "modules">,
): Promise<ModelDesk> {
  return openModelDesk({ ...options, path: `${folder}/${MODEL_CALLS_NAME}`, modules });
}
