import * as z from "zod";
import { trainingRecordSchema } from "../../substrate/learn/training_record.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { CRITIC_VERSION, critique } from "../critic/critic.ts";
import { CRITIC_FEATURES } from "../critic/learned/critic_features.ts";
import {
  type LearnedCritic,
  learnedCriticSchema,
  learnedCritique,
} from "../critic/learned/learned_critic.ts";
import { directivesFor } from "../critic/directives.ts";
import { describe, DESCRIBER_VERSION } from "../describer/describe.ts";
import {
  DESCRIBER_FEATURES,
  type Relevance,
  relevanceSchema,
  relevantFacts,
} from "../describer/learned/relevance.ts";
import { FACT_GROUPS, FACT_KINDS } from "../describer/fact_kinds.ts";
import type { EndpointSettings } from "../endpoint/endpoint_settings.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import { type RulerSettings, rulerSettingsSchema } from "../ruler/ruler_settings.ts";
import { createStudent } from "../ruler/student.ts";
import { createTeacher } from "../ruler/teacher.ts";
import type { Critic, Describer, Modules } from "./modules.ts";

/** Settings of a `symbolic` describer module. */
export const describerSettingsSchema = z.strictObject({
  /** Kinds of facts it states (`size.same`), or groups of kinds (`size`); absent: all. */
  facts: z.array(z.enum([...FACT_GROUPS, ...FACT_KINDS.map((kind) => kind.name)])).optional(),
  /** The least share of the train pairs a fact must hold on. */
  minSupport: z.number().gt(0).max(1).default(0.5),
  /** Facts of one kind at most that do not hold on every pair. */
  maxPartial: z.int().min(0).max(100).default(4),
});

/** Settings of a `symbolic` critic module. */
export const criticSettingsSchema = z.strictObject({
  /** Edits it may ask for, in order of preference; absent: all, most promising first. */
  directives: z.array(z.enum([...editOps.keys()])).min(1).optional(),
  /** Directives per seed at most. */
  limit: z.int().min(1).max(100).default(12),
});

/** Settings of a `linear` critic module: those of a symbolic one, and what was learned. */
export const linearCriticSettingsSchema = criticSettingsSchema.extend({
  /** The features the weights were fitted on; another version reads other features. */
  featureVersion: z.literal(CRITIC_FEATURES),
  /** Scores candidates and blames steps. */
  learned: learnedCriticSchema,
  trained: trainingRecordSchema,
});

/** Settings of a `linear` describer module: those of a symbolic one, and what was learned. */
export const linearDescriberSettingsSchema = describerSettingsSchema.extend({
  /** The features the weights were fitted on; another version reads other features. */
  featureVersion: z.literal(DESCRIBER_FEATURES),
  /** Orders facts by their chance to matter and leaves out those that do not. */
  relevance: relevanceSchema,
  trained: trainingRecordSchema,
});

/** Typed settings of a `symbolic` describer module, with the weights of a `linear` one. */
export type DescriberSettings = z.output<typeof describerSettingsSchema> & {
  readonly relevance?: Relevance;
};
/** Typed settings of a `symbolic` critic module, with the weights of a `linear` one. */
export type CriticSettings = z.output<typeof criticSettingsSchema> & {
  readonly learned?: LearnedCritic;
};

/** One module: the name traces know it by, and its settings. */
export interface ModuleSetting<S> {
  readonly name: string;
  readonly settings: S;
}

/** Every module of a run, as plain data that can be sent to a worker. */
export interface ModuleSettings {
  readonly describer: ModuleSetting<DescriberSettings>;
  readonly ruler: ModuleSetting<RulerSettings>;
  /** Present: a student takes part. */
  readonly student?: ModuleSetting<RulerSettings>;
  readonly critic: ModuleSetting<CriticSettings>;
  /** The modules that ask a model, on top of what their settings say; absent: none does. */
  readonly endpoints?: EndpointSettings;
}

/** The settings of `builtin:symbolic` everywhere, without a student. */
export const builtinSettings: ModuleSettings = {
  describer: { name: "symbolic", settings: describerSettingsSchema.parse({}) },
  ruler: { name: "symbolic", settings: rulerSettingsSchema.parse({}) },
  critic: { name: "symbolic", settings: criticSettingsSchema.parse({}) },
};

/** The built-in symbolic modules. */
export function symbolicModules(modules: ModuleSettings = builtinSettings): Modules {
  const { describer, ruler, student, critic } = modules;
  return {
    describer: symbolicDescriber(describer),
    teacher: createTeacher(ruler.settings, ruler.name),
    ...(student === undefined ? {} : { student: createStudent(student.settings, student.name) }),
    critic: symbolicCritic(critic),
  };
}

function symbolicDescriber({ name, settings }: ModuleSettings["describer"]): Describer {
  const { facts: kinds, minSupport, maxPartial, relevance } = settings;
  const options = { minSupport, maxPartial, ...(kinds === undefined ? {} : { kinds }) };
  return {
    ref: { name, digest: digestOf({ settings, version: DESCRIBER_VERSION }) },
    describe: (task) => {
      const facts = describe(task, options);
      return relevance === undefined ? facts : relevantFacts(relevance, facts, task.train.length);
    },
  };
}

function symbolicCritic({ name, settings }: ModuleSettings["critic"]): Critic {
  const { directives: ops, limit, learned } = settings;
  return {
    ref: { name, digest: digestOf({ settings, version: CRITIC_VERSION }) },
    critique: learned === undefined ? critique : learnedCritique(learned),
    directives: (seed, context) => {
      if (ops === undefined) return directivesFor(seed, { ...context, limit });
      const asked = directivesFor(seed, { ...context, limit: Infinity });
      return ops.flatMap((op) => asked.filter((one) => one.op === op)).slice(0, limit);
    },
  };
}
