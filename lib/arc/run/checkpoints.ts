import { loadModuleSpec } from "../../substrate/models/module_spec.ts";
import {
  type Endpoint,
  ENDPOINT_KIND,
  type EndpointSettings,
} from "../endpoint/endpoint_settings.ts";
import {
  endpointCriticSchema,
  endpointDescriberSchema,
  endpointRulerSchema,
  partCritic,
  partDescriber,
  type Parted,
  partRuler,
} from "../endpoint/endpoint_specs.ts";
import {
  criticSettingsSchema,
  describerSettingsSchema,
  linearCriticSettingsSchema,
  linearDescriberSettingsSchema,
  type ModuleSettings,
} from "../loop/symbolic_modules.ts";
import type { RulerPrior } from "../ruler/prior/ruler_prior.ts";
import {
  exploringRulerSettingsSchema,
  linearRulerSettingsSchema,
  linearStudentSettingsSchema,
  rulerSettingsSchema,
} from "../ruler/ruler_settings.ts";

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
  const loaded = {
    describer: await loadDescriber(describer),
    ruler: await loadRuler("ruler", ruler),
    ...(student === undefined ? {} : { student: await loadRuler("student", student) }),
    critic: await loadCritic(critic),
  };
  const endpoints: EndpointSettings = Object.fromEntries(
    Object.entries(loaded).flatMap(([module, { endpoint }]) =>
      endpoint === undefined ? [] : [[module, endpoint]]
    ),
  );
  const { describer: d, ruler: r, student: s, critic: c } = loaded;
  return {
    describer: d.module,
    ruler: r.module,
    ...(s === undefined ? {} : { student: s.module }),
    critic: c.module,
    ...(Object.keys(endpoints).length === 0 ? {} : { endpoints }),
  };
}

async function loadDescriber(ref: string) {
  const kinds = {
    symbolic: describerSettingsSchema,
    linear: linearDescriberSettingsSchema,
    [ENDPOINT_KIND]: endpointDescriberSchema,
  };
  const spec = await loadModuleSpec({ ref, module: "describer", kinds });
  return spec.kind === ENDPOINT_KIND
    ? asking(spec.name, partDescriber(spec.settings))
    : plain(spec.name, spec.settings);
}

async function loadRuler(module: "ruler" | "student", ref: string) {
  const kinds = {
    symbolic: rulerSettingsSchema,
    exploring: exploringRulerSettingsSchema,
    linear: module === "ruler" ? linearRulerSettingsSchema : linearStudentSettingsSchema,
    [ENDPOINT_KIND]: endpointRulerSchema,
  };
  const spec = await loadModuleSpec({ ref, module, kinds });
  return spec.kind === ENDPOINT_KIND
    ? asking(spec.name, partRuler(spec.settings))
    : plain(spec.name, spec.settings);
}

async function loadCritic(ref: string) {
  const kinds = {
    symbolic: criticSettingsSchema,
    linear: linearCriticSettingsSchema,
    [ENDPOINT_KIND]: endpointCriticSchema,
  };
  const spec = await loadModuleSpec({ ref, module: "critic", kinds });
  return spec.kind === ENDPOINT_KIND
    ? asking(spec.name, partCritic(spec.settings))
    : plain(spec.name, spec.settings);
}

function plain<S>(name: string, settings: S) {
  return { module: { name, settings }, endpoint: undefined };
}

function asking<S, E extends Endpoint>(name: string, { settings, endpoint }: Parted<S, E>) {
  return { module: { name, settings }, endpoint };
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
