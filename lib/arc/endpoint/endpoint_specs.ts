import * as z from "zod";
import {
  openAiFields,
  type OpenAiSettings,
  openAiSettingsSchema,
} from "../../substrate/models/openai_settings.ts";
import { criticSettingsSchema, describerSettingsSchema } from "../loop/symbolic_modules.ts";
import { rulerSettingsSchema } from "../ruler/ruler_settings.ts";
import type { Endpoint, RulerEndpoint } from "./endpoint_settings.ts";

/** Settings of an `openai-compatible` describer: the model, and what is stated without it. */
export const endpointDescriberSchema = z.strictObject({
  ...openAiFields,
  ...describerSettingsSchema.shape,
});

/** Settings of an `openai-compatible` ruler or student. */
export const endpointRulerSchema = z.strictObject({
  ...openAiFields,
  /** Times the question is asked per task; more than 1 pays with a temperature above 0. */
  samples: z.int().min(1).max(64).default(1),
  /** Programs taken of one answer at most. */
  programs: z.int().min(1).max(64).default(4),
  /** The turn it is asked in; from 2 on, only tasks that are not solved yet cost a call. */
  turn: z.int().min(1).max(1000).default(1),
  /** Edit ops it may use, in order of preference; absent: all, in the order of the critic's directives. */
  edits: rulerSettingsSchema.shape.edits,
});

/** Settings of an `openai-compatible` critic: the model, and the bounds of its directives. */
export const endpointCriticSchema = z.strictObject({
  ...openAiFields,
  ...criticSettingsSchema.shape,
});

/** A spec's settings, parted into those of the symbolic module underneath and those of the model. */
export interface Parted<S, E extends Endpoint> {
  readonly settings: S;
  readonly endpoint: E;
}

/** Parts the settings of a describer. */
export function partDescriber(
  settings: z.output<typeof endpointDescriberSchema>,
): Parted<z.output<typeof describerSettingsSchema>, Endpoint> {
  const { model, rest } = modelOf(settings);
  return { settings: describerSettingsSchema.parse(rest), endpoint: { model } };
}

/** Parts the settings of a ruler; without the model it would be the built-in one. */
export function partRuler(
  settings: z.output<typeof endpointRulerSchema>,
): Parted<z.output<typeof rulerSettingsSchema>, RulerEndpoint> {
  const { model, rest } = modelOf(settings);
  const { samples, programs, turn, ...base } = rest as {
    readonly samples: number;
    readonly programs: number;
    readonly turn: number;
  };
  return {
    settings: rulerSettingsSchema.parse(base),
    endpoint: { model, samples, programs, turn },
  };
}

/** Parts the settings of a critic. */
export function partCritic(
  settings: z.output<typeof endpointCriticSchema>,
): Parted<z.output<typeof criticSettingsSchema>, Endpoint> {
  const { model, rest } = modelOf(settings);
  return { settings: criticSettingsSchema.parse(rest), endpoint: { model } };
}

function modelOf(
  settings: OpenAiSettings,
): { readonly model: OpenAiSettings; readonly rest: Record<string, unknown> } {
  const entries = Object.entries(settings);
  const isModel = ([name]: [string, unknown]) => Object.hasOwn(openAiFields, name);
  return {
    model: openAiSettingsSchema.parse(Object.fromEntries(entries.filter(isModel))),
    rest: Object.fromEntries(entries.filter((entry) => !isModel(entry))),
  };
}
