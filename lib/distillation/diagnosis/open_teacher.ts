import type * as z from "zod";
import { loadModuleSpec } from "../../substrate/models/module_spec.ts";
import { openAiSettingsSchema } from "../../substrate/models/openai_settings.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Sleep } from "../../substrate/models/retry.ts";
import type { BenchmarkAdvice } from "../session/ports.ts";
import type { OpenTeacher } from "../session/session_ports.ts";
import { ANALYST, builtinAnalyst } from "./analyst.ts";
import { endpointTeacher } from "./endpoint_teacher.ts";
import { teacherForms } from "./teacher_forms.ts";
import { openTeacherModel } from "./teacher_model.ts";

/** Options of {@linkcode loadTeacher}. */
export interface LoadTeacherOptions {
  /** `builtin:analyst`, or the path of a module spec of a teacher. */
  readonly ref: string;
  readonly advice: BenchmarkAdvice | undefined;
  /** Reads the variable that holds a key. */
  readonly readKey: (name: string) => string | undefined;
  readonly clock: Clock;
  /** Answers come from the session's file only. @default {false} */
  readonly replaying?: boolean;
  readonly sleep?: Sleep;
}

/** A teacher that can be opened for any session. */
export interface LoadedTeacher {
  readonly name: string;
  readonly open: OpenTeacher;
}

/**
 * Loads a teacher: the deterministic analyst, or a model behind an OpenAI-compatible endpoint.
 *
 * ```jsonc
 * { "schema": "module.spec/1", "module": "teacher", "kind": "openai-compatible",
 *   "settings": { "baseUrl": "https://host.example/v1", "model": "some-model",
 *                 "prices": { "inputPerMillion": 1, "outputPerMillion": 2 } } }
 * ```
 *
 * @throws {UserError} exit 2 for a spec that does not fit, a missing key, a model whose prices are not known.
 */
export async function loadTeacher(options: LoadTeacherOptions): Promise<LoadedTeacher> {
  const { ref, advice, readKey, clock } = options;
  if (ref === ANALYST) return { name: ANALYST, open: () => builtinAnalyst(advice) };
  if (ref.startsWith("builtin:")) throw new UserError(`${ref}: no such teacher; known: ${ANALYST}`);
  const kinds = { "openai-compatible": openAiSettingsSchema };
  const spec = await loadModuleSpec({ ref, module: "teacher", kinds });
  const settings: z.output<typeof openAiSettingsSchema> = spec.settings;
  if (settings.prices === undefined) {
    throw new UserError(
      `${ref}: settings.prices: a session has a limit on its cost, so prices are needed`,
    );
  }
  const keyName = settings.apiKeyEnv;
  const apiKey = keyName === undefined || options.replaying ? undefined : readKey(keyName);
  if (keyName !== undefined && apiKey === undefined && options.replaying !== true) {
    throw new UserError(`${ref}: the variable ${keyName} is not set`);
  }
  const { host } = new URL(settings.baseUrl);
  const name = `${settings.model} at ${host} (${spec.digest.slice(0, 8)})`;
  return {
    name,
    open: async ({ sessionFolder, ledger }) =>
      endpointTeacher(
        name,
        await openTeacherModel({
          settings,
          ...(apiKey === undefined ? {} : { apiKey }),
          forms: teacherForms,
          path: `${sessionFolder}/model_calls.jsonl`,
          ledger,
          clock,
          ...(options.replaying === undefined ? {} : { replaying: options.replaying }),
          ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
        }),
      ),
  };
}
