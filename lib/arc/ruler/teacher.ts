import { digestOf } from "../../substrate/values/digest.ts";
import { DSL_VERSION } from "../dsl/registry.ts";
import { likeliestDirectives } from "./prior/edit_prior.ts";
import { factTokens } from "./prior/fact_tokens.ts";
import type { Problem } from "./draft.ts";
import { planStages } from "./prior/plan_stages.ts";
import type { Ruler } from "./ruler.ts";
import { type RulerSettings, stagesFrom } from "./ruler_settings.ts";

/**
 * The ruler that always takes part: stages of families over the whole language, each with its part of the
 * task's nodes.
 */
export function createTeacher(settings: RulerSettings, name = "symbolic"): Ruler {
  return symbolicRuler("teacher", settings, name);
}

/** A ruler of built-in families; its digest names settings and language, so equal rulers have equal refs. */
export function symbolicRuler(
  source: "teacher" | "student",
  settings: RulerSettings,
  name: string,
): Ruler {
  const stages = stagesFrom(settings);
  const { prior, editPrior } = settings;
  return {
    ref: { name, digest: digestOf({ source, settings, dsl: DSL_VERSION }) },
    source,
    stages,
    ...(prior === undefined
      ? {}
      : { plan: (problem: Problem) => planStages(prior, stages, problem) }),
    exhaustive: !settings.settle,
    ...(editPrior === undefined ? {} : {
      follows: ({ program, csa }, asked, { facts, task }) => {
        const tokens = factTokens(facts, task.train.length);
        return likeliestDirectives(editPrior, { program, csa, tokens }, asked);
      },
    }),
    ...(settings.edits === undefined ? {} : { edits: settings.edits }),
  };
}
