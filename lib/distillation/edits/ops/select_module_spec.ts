import { type EditOp, settingValue } from "../edit_op.ts";
import { isStatePath } from "../../state/state_path.ts";

const PATH = "arc/modules.jsonc";
const BUILTIN = "builtin:";

/** Puts another spec in the place of an ARC module. */
export const selectModuleSpec: EditOp<"select_module_spec"> = {
  op: "select_module_spec",
  pillar: "search",
  /** Whoever wrote a spec of its own may have put an endpoint into it. */
  tier: ({ spec }) => spec === null || spec.startsWith(BUILTIN) ? "auto" : "review",
  validate: ({ module, spec }, files) => {
    if (spec === null) return module === "student" ? undefined : `the ${module} cannot be left out`;
    if (spec.startsWith(BUILTIN)) return undefined;
    if (!isStatePath(spec)) {
      return `the path ${JSON.stringify(spec)} does not stay inside the state folder`;
    }
    return files.read(spec) === undefined ? `${spec}: no such file of the state` : undefined;
  },
  apply: ({ module, spec }, files) => settingValue(files, PATH, [module], spec),
};
