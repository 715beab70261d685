import { loadModuleSpec } from "../../substrate/models/module_spec.ts";
import {
  criticSettingsSchema,
  describerSettingsSchema,
  type ModuleSettings,
} from "../loop/symbolic_modules.ts";
import type { RulerPrior } from "../ruler/prior/ruler_prior.ts";
import { linearRulerSettingsSchema, rulerSettingsSchema } from "../ruler/ruler_settings.ts";

/** Module specs of a run: `builtin:symbolic` or the path of a JSONC file. */
export interface Checkpoints {
  /** @default {"builtin:symbolic"} */
  readonly describer?: string;
  /** @default {"builtin:symbolic"} */
  readonly ruler?: string;
  /** Absent: no student takes part. */
  readonly student?: string;
  /** @default {"builtin:symbolic"} */
  readonly critic?: string;
}

const BUILTIN = "builtin:symbolic";

/**
 * Loads the module specs of a run.
 *
 * @throws {UserError} exit 2, naming file, line and field: a missing file, a syntax error, a spec of
 * another module, an unknown kind, settings that do not fit.
 */
export async function loadCheckpoints(checkpoints: Checkpoints): Promise<ModuleSettings> {
  const { describer = BUILTIN, ruler = BUILTIN, student, critic = BUILTIN } = checkpoints;
  const rulers = { symbolic: rulerSettingsSchema, linear: linearRulerSettingsSchema };
  return {
    describer: await loadModuleSpec({
      ref: describer,
      module: "describer",
      kinds: { symbolic: describerSettingsSchema },
    }).then(namedSettings),
    ruler: await loadModuleSpec({ ref: ruler, module: "ruler", kinds: rulers }).then(namedSettings),
    ...(student === undefined ? {} : {
      student: await loadModuleSpec({ ref: student, module: "student", kinds: rulers })
        .then(namedSettings),
    }),
    critic: await loadModuleSpec({
      ref: critic,
      module: "critic",
      kinds: { symbolic: criticSettingsSchema },
    }).then(namedSettings),
  };
}

function namedSettings<S>({ name, settings }: { readonly name: string; readonly settings: S }) {
  return { name, settings };
}

/**
 * The prior of a learned ruler.
 *
 * @throws {UserError} exit 2, as {@linkcode loadCheckpoints}, and for a spec of another kind.
 */
export async function loadRulerPrior(ref: string): Promise<RulerPrior> {
  const kinds = { linear: linearRulerSettingsSchema };
  const { settings } = await loadModuleSpec({ ref, module: "ruler", kinds });
  return settings.prior;
}
