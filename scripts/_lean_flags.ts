import { choiceFlag, pathFlag } from "../lib/cli/mod.ts";
import { LEAN_KINDS } from "../lib/proof/lean/lean_kind.ts";

/** Which Lean checks proofs. */
export const leanFlags = {
  lean: choiceFlag(LEAN_KINDS, {
    doc: "the Lean that checks proofs; auto is a project's own, else the embedded one (wasm)",
    defaultText: "ORCH_LEAN, or auto",
    group: "Lean",
  }),
  "lean-project": pathFlag({
    doc: "a Lake project, whose Lean and libraries are used",
    value: "folder",
    group: "Lean",
  }),
};
