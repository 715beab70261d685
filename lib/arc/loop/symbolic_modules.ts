import * as z from "zod";
import { digestOf } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { CRITIC_VERSION, critique } from "../critic/critic.ts";
import { directivesFor } from "../critic/directives.ts";
import { describe, DESCRIBER_VERSION, FACT_KINDS } from "../describer/mod.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import { rulerSettingsSchema } from "../ruler/ruler_settings.ts";
import { createStudent } from "../ruler/student.ts";
import { createTeacher } from "../ruler/teacher.ts";
import type { Critic, Describer, Modules } from "./modules.ts";

/** Settings of a `symbolic` describer module. */
export const describerSettingsSchema = z.strictObject({
  /** Kinds of facts it states; absent: all. Families gated by a missing fact do not run. */
  facts: z.array(z.string()).optional(),
});

/** Settings of a `symbolic` critic module. */
export const criticSettingsSchema = z.strictObject({
  /** Edits it may ask for, in order of preference; absent: all, most promising first. */
  directives: z.array(z.string()).min(1).optional(),
  /** Directives per seed at most. */
  limit: z.int().min(1).max(100).default(12),
});

/** The settings of every module of a run, as plain data that can be sent to a worker. */
export interface ModuleSettings {
  readonly describer: z.output<typeof describerSettingsSchema>;
  readonly ruler: z.output<typeof rulerSettingsSchema>;
  /** Present: a student takes part. */
  readonly student?: z.output<typeof rulerSettingsSchema>;
  readonly critic: z.output<typeof criticSettingsSchema>;
}

/** The settings of `builtin:symbolic` everywhere, without a student. */
export const builtinSettings: ModuleSettings = {
  describer: describerSettingsSchema.parse({}),
  ruler: rulerSettingsSchema.parse({}),
  critic: criticSettingsSchema.parse({}),
};

/**
 * The built-in symbolic modules.
 *
 * @throws {UserError} when settings name a fact kind, family or edit that does not exist.
 */
export function symbolicModules(settings: ModuleSettings = builtinSettings): Modules {
  return {
    describer: symbolicDescriber(settings.describer),
    teacher: createTeacher(settings.ruler),
    ...(settings.student === undefined ? {} : { student: createStudent(settings.student) }),
    critic: symbolicCritic(settings.critic),
  };
}

function symbolicDescriber(settings: ModuleSettings["describer"]): Describer {
  const { facts: kinds } = settings;
  mustKnow("facts", kinds, FACT_KINDS);
  return {
    ref: { name: "symbolic", digest: digestOf({ settings, version: DESCRIBER_VERSION }) },
    describe: (task) => describe(task).filter((fact) => kinds?.includes(fact.kind) ?? true),
  };
}

function symbolicCritic(settings: ModuleSettings["critic"]): Critic {
  const { directives: ops, limit } = settings;
  mustKnow("directives", ops, [...editOps.keys()]);
  return {
    ref: { name: "symbolic", digest: digestOf({ settings, version: CRITIC_VERSION }) },
    critique,
    directives: (seed, context) => {
      if (ops === undefined) return directivesFor(seed, { ...context, limit });
      const asked = directivesFor(seed, { ...context, limit: Infinity });
      return ops.flatMap((op) => asked.filter((one) => one.op === op)).slice(0, limit);
    },
  };
}

function mustKnow(
  field: string,
  names: readonly string[] | undefined,
  known: readonly string[],
): void {
  for (const name of names ?? []) {
    if (!known.includes(name)) {
      const list = known.join(", ");
      throw new UserError(`${field}: expected one of ${list}, found ${JSON.stringify(name)}`);
    }
  }
}
