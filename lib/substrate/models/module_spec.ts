import * as z from "zod";
import { zodFault } from "../records/zod_fault.ts";
import { digestOf } from "../values/digest.ts";
import { inputError, shown } from "../values/input_error.ts";
import { UserError } from "../values/user_error.ts";
import { jsoncFieldLine } from "./jsonc_field_line.ts";
import { readJsonc } from "./read_jsonc.ts";

/** The parts of an orchestrator that a spec can stand in for. */
export type ModuleName =
  | "describer"
  | "ruler"
  | "student"
  | "critic"
  | "extractor"
  | "verifier"
  | "teacher"
  | "sketch"
  | "copilot"
  | "embedding";

/** The kinds of a module the caller can build, each with the schema of its settings. */
export type ModuleKinds = Readonly<Record<string, z.ZodType>>;

/** A checked module spec: which kind of module to build, with which settings. */
export type ModuleSpec<K extends ModuleKinds> = {
  readonly [Kind in keyof K & string]: {
    readonly module: ModuleName;
    readonly kind: Kind;
    readonly settings: z.output<K[Kind]>;
    /** The name in the file, else the kind. */
    readonly name: string;
    /** As the user gave it: `builtin:…` or a path. */
    readonly ref: string;
    /** Digest of the parsed content; a built-in and a file that says the same have the same. */
    readonly digest: string;
    /** Folder that relative paths in the settings start from; absent for built-ins. */
    readonly folder?: string;
  };
}[keyof K & string];

/** Options of {@linkcode loadModuleSpec}. */
export interface LoadModuleSpecOptions<K extends ModuleKinds> {
  /** `builtin:<kind>` (the kind's defaults) or the path of a JSONC file. */
  readonly ref: string;
  readonly module: ModuleName;
  readonly kinds: K;
}

const BUILTIN = "builtin:";
const SCHEMA = "module.spec/1";

/**
 * Loads a module spec ("checkpoint"): JSONC with `schema`, `module`, `kind` and `settings`.
 *
 * ```jsonc
 * { "schema": "module.spec/1", "module": "ruler", "kind": "symbolic", "settings": {} }
 * ```
 *
 * @throws {UserError} exit 2, naming file, line, field and what was found: a missing file, a syntax error, a
 * spec of another module, an unknown kind (with the known ones), settings that do not fit.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import * as z from "zod";
 * import { loadModuleSpec } from "./module_spec.ts";
 * const kinds = { symbolic: z.strictObject({ depth: z.int().default(3) }) };
 * const spec = await loadModuleSpec({ ref: "builtin:symbolic", module: "ruler", kinds });
 * assertEquals([spec.kind, spec.settings.depth], ["symbolic", 3]);
 * ```
 */
export async function loadModuleSpec<const K extends ModuleKinds>(
  options: LoadModuleSpecOptions<K>,
): Promise<ModuleSpec<K>> {
  const { ref, module, kinds } = options;
  if (ref.startsWith(BUILTIN)) {
    const kind = ref.slice(BUILTIN.length);
    const settings = schemaOf(kinds, kind)?.safeParse({});
    if (settings === undefined || !settings.success) {
      const known = Object.keys(kinds).filter((one) => kinds[one]!.safeParse({}).success);
      const names = known.map((one) => BUILTIN + one).join(", ") || "none";
      throw new UserError(`${ref}: no such built-in ${module}; known: ${names}`);
    }
    return specOf<K>({ ref, module, kind, settings: settings.data });
  }
  const { text, value } = await readJsonc(ref);
  const fault = (error: z.ZodError, seen: unknown, base: readonly PropertyKey[]) => {
    const found = zodFault(error, seen);
    const inside = typeof found.field === "object" ? found.field : [];
    const field = [...base, ...inside];
    return inputError({ ...found, file: ref, line: jsoncFieldLine(text, field), field });
  };
  const parsed = frameOf(module).safeParse(value);
  if (!parsed.success) throw fault(parsed.error, value, []);
  const { kind, name, settings } = parsed.data;
  const schema = schemaOf(kinds, kind);
  if (schema === undefined) {
    throw inputError({
      file: ref,
      line: jsoncFieldLine(text, ["kind"]),
      field: "kind",
      problem: `unknown kind of ${module} ${shown(kind)}; known: ${Object.keys(kinds).join(", ")}`,
    });
  }
  const checked = schema.safeParse(settings);
  if (!checked.success) throw fault(checked.error, settings, ["settings"]);
  const folder = ref.includes("/") ? ref.slice(0, ref.lastIndexOf("/")) || "/" : ".";
  return specOf<K>({
    ref,
    module,
    kind,
    settings: checked.data,
    folder,
    ...(name === undefined ? {} : { name }),
  });
}

function frameOf(module: ModuleName) {
  return z.strictObject({
    schema: z.literal(SCHEMA),
    module: z.literal(module),
    kind: z.string(),
    name: z.string().min(1).optional(),
    settings: z.record(z.string(), z.unknown()).default({}),
  });
}

/** Own kinds only: `constructor` is no kind. */
function schemaOf(kinds: ModuleKinds, kind: string): z.ZodType | undefined {
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}

interface SpecParts {
  readonly ref: string;
  readonly module: ModuleName;
  readonly kind: string;
  readonly settings: unknown;
  readonly name?: string;
  readonly folder?: string;
}

function specOf<K extends ModuleKinds>(parts: SpecParts): ModuleSpec<K> {
  const { module, kind, settings } = parts;
  return {
    ...parts,
    name: parts.name ?? kind,
    digest: digestOf({ schema: SCHEMA, module, kind, name: parts.name, settings }),
  } as ModuleSpec<K>;
}
