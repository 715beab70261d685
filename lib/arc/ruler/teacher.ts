import { digestOf } from "../../substrate/values/digest.ts";
import { DSL_VERSION } from "../dsl/registry.ts";
import type { Ruler } from "./ruler.ts";
import { editsFrom, type RulerSettings, stagesFrom } from "./ruler_settings.ts";

/**
 * The ruler that always takes part: stages of families over the whole language, each with its part of the
 * task's nodes.
 *
 * @throws {UserError} when the settings name a family that does not exist.
 */
export function createTeacher(settings: RulerSettings): Ruler {
  return symbolicRuler("teacher", settings);
}

/** A ruler of built-in families; its digest names settings and language, so equal rulers have equal refs. */
export function symbolicRuler(source: "teacher" | "student", settings: RulerSettings): Ruler {
  return {
    ref: { name: "symbolic", digest: digestOf({ source, settings, dsl: DSL_VERSION }) },
    source,
    stages: stagesFrom(settings),
    ...(settings.edits === undefined ? {} : { edits: editsFrom(settings.edits) }),
  };
}
