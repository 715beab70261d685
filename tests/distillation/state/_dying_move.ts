// Opens a state, makes one change, and is killed at its n-th durable step; 0: lives.
import { openState } from "../../../lib/distillation/state/open_state.ts";
import { withChanges } from "../../../lib/distillation/state/state_files.ts";
import { systemClock } from "../../../lib/substrate/values/clock.ts";
import { accept, budgetEdit } from "./_homes.ts";

const [home = "", kind = "", at = "0"] = Deno.args;
let steps = 0;
const store = await openState({
  home,
  clock: systemClock,
  onStep: (step) => {
    steps++;
    // One line per step tells the test how far it came.
    Deno.stdout.writeSync(new TextEncoder().encode(`${step}\n`));
    if (steps === Number(at)) Deno.kill(Deno.pid, "SIGKILL");
  },
});
if (kind === "promote") {
  const base = await store.head();
  const candidate = withChanges(base.files, [
    { path: "arc/search.jsonc", after: '{ "nodeBudget": 500 }\n' },
    { path: "more/new.md", after: "A new file.\n" },
    { path: "prompts/solver.md", after: undefined },
  ]);
  await store.promote({ edit: budgetEdit(base.digest, 500), sessionId: "s1", base, candidate });
}
if (kind === "second") await accept(store, 700);
if (kind === "rollback") {
  const edits = (await store.history()).flatMap((one) => one.trailers["Edit-ID"] ?? []);
  await store.rollBack(edits, "s2");
}
await store.close();
