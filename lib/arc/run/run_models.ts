import type { ModelDesk } from "../../substrate/models/model_desk.ts";
import type { ModelStop } from "../../substrate/models/model_failure.ts";
import type { Backoff } from "../../substrate/models/retry.ts";
import { addUsage, type ModuleUsage, NO_USAGE } from "../../substrate/models/usage.ts";
import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { deskModules, type ModelUse, openEndpointDesk } from "../endpoint/endpoint_desk.ts";
import type { ModuleSettings } from "../loop/symbolic_modules.ts";

/** What a run is told about its models. */
export interface RunModelsOptions extends ModelUse {
  /** Waits between attempts of a call. @default {DEFAULT_BACKOFF} */
  readonly backoff?: Backoff;
}

/** The models of a run; there are none where no module asks one. */
export interface RunModels {
  readonly desk: ModelDesk | undefined;
  /** Why the run will ask no further model: what to say, and whether the user wanted it. */
  readonly stop: ModelStop | undefined;
  /** By module. */
  readonly usage: Readonly<Record<string, ModuleUsage>>;
  readonly costUsd: number;
  close(): Promise<void>;
}

/** Opens the models of a run once its folder is its own. */
export type OpenRunModels = (
  folder: string,
  options: { readonly clock: Clock; readonly fs: FileSystem; readonly signal?: AbortSignal },
) => Promise<RunModels>;

/**
 * Looks up what a run's models need, before the run begins.
 *
 * @throws {UserError} exit 2 for a key that is not set, and for a limit on the money without prices.
 */
export function planRunModels(
  modules: ModuleSettings,
  use: RunModelsOptions | undefined,
): OpenRunModels {
  const { endpoints } = modules;
  if (endpoints === undefined) {
    return () => Promise.resolve(opened(undefined));
  }
  const asked = deskModules(endpoints, use ?? { readKey: () => undefined });
  const { maxCostUsd, backoff } = use ?? {};
  return async (folder, options) =>
    opened(
      await openEndpointDesk(folder, asked, {
        ...options,
        ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
        ...(backoff === undefined ? {} : { backoff }),
      }),
    );
}

function opened(desk: ModelDesk | undefined): RunModels {
  return {
    desk,
    get stop() {
      return desk?.stop;
    },
    get usage() {
      return desk?.usage ?? {};
    },
    get costUsd() {
      return Object.values(desk?.usage ?? {}).reduce(addUsage, NO_USAGE).costUsd;
    },
    close: async () => {
      await desk?.close();
    },
  };
}
