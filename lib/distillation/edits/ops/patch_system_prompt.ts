import { applyPatch, parsePatch } from "diff";
import type { EditOp } from "../edit_op.ts";
import { promptPath } from "../prompt_path.ts";
import type { PayloadOf } from "../payloads.ts";

/** Changes a prompt by a unified diff, which must fit to the line. */
export const patchSystemPrompt: EditOp<"patch_system_prompt"> = {
  op: "patch_system_prompt",
  pillar: "agent",
  tier: () => "review",
  validate: ({ agent, diff }, files) => {
    const path = promptPath(agent);
    const text = files.read(path);
    if (text === undefined) return `${path}: no such prompt`;
    return patched(text, diff) === undefined ? `the diff does not fit ${path}` : undefined;
  },
  apply: ({ agent, diff }, files) => {
    const path = promptPath(agent);
    return [{ path, after: patched(files.read(path)!, diff)! }];
  },
};

/** More changed lines than kept ones: such a patch is told as what it is, a replacement. */
const LARGEST_SHARE = 0.5;

/**
 * The prompt that a patch makes, where it changes more than half of the lines; such a patch is planned as a
 * replacement, so that a reader sees the whole new text.
 */
export function replacementOf(
  { diff }: PayloadOf<"patch_system_prompt">,
  text: string,
): string | undefined {
  const after = patched(text, diff);
  if (after === undefined) return undefined;
  const lines = parsePatch(diff).flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines));
  const touched = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  const share = Math.max(touched("-"), touched("+")) /
    Math.max(1, text.trimEnd().split("\n").length);
  return share > LARGEST_SHARE ? after : undefined;
}

/** The text after a diff; nothing where the diff is none, or does not fit. */
function patched(text: string, diff: string): string | undefined {
  try {
    const files = parsePatch(diff);
    if (files.length !== 1 || files[0]!.hunks.length === 0) return undefined;
    const after = applyPatch(text, files[0]!, { fuzzFactor: 0, autoConvertLineEndings: false });
    return after === false ? undefined : after;
  } catch {
    return undefined;
  }
}
