import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { type Edit, type EditAction, editIdOf } from "../../../lib/distillation/edits/edit.ts";
import { initState } from "../../../lib/distillation/state/init_state.ts";
import { openState, type StateStore } from "../../../lib/distillation/state/open_state.ts";
import { setValue } from "../../../lib/distillation/state/document.ts";
import { withChanges } from "../../../lib/distillation/state/state_files.ts";
import type { StateBytes } from "../../../lib/distillation/state/state_repository.ts";

/** A clock of its own for each caller. */
export const clock = manualClock(Date.UTC(2026, 10, 26));

/** Files of a small state. */
export const FILES: Readonly<Record<string, string>> = {
  "arc/search.jsonc": '{\n  // nodes per task\n  "nodeBudget": 100,\n  "loopIters": 1\n}\n',
  "prompts/solver.md": "Solve it.\nSay why.\n",
};

/** A home with a state, gone when the test ends. */
export async function withHome(
  test: (home: string) => Promise<void>,
  files: Readonly<Record<string, string>> = FILES,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await initState({ home: folder, clock, files });
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens the state, runs the test and closes it again. */
export async function withState<T>(
  home: string,
  test: (store: StateStore) => Promise<T>,
  onStep?: (step: string) => void,
): Promise<T> {
  const store = await openState({ home, clock, ...(onStep === undefined ? {} : { onStep }) });
  try {
    return await test(store);
  } finally {
    await store.close();
  }
}

/** An edit of a search budget. */
export function budgetEdit(base: string, value: number): Edit {
  const action: EditAction = {
    op: "set_search_budget",
    payload: { setting: "nodeBudget", value },
  };
  return {
    ...action,
    id: editIdOf(action, base),
    pillar: "search",
    riskTier: "auto",
    baseDigest: base,
    clusterIds: [],
    rationale: "more nodes",
    refs: [],
  };
}

/** The state with another value in one document. */
export function changed(
  files: StateBytes,
  path: string,
  key: string,
  value: number | string,
): StateBytes {
  const text = new TextDecoder().decode(files.get(path));
  return withChanges(files, [{ path, after: setValue(path, text, [key], value) }]);
}

/** Accepts an edit of the node budget. */
export async function accept(store: StateStore, value: number): Promise<Edit> {
  const base = await store.head();
  const edit = budgetEdit(base.digest, value);
  const candidate = changed(base.files, "arc/search.jsonc", "nodeBudget", value);
  await store.promote({ edit, sessionId: "s1", base, candidate });
  return edit;
}
