/**
 * A search over scripted goals and open tickets, in a process of its own that tests may kill; it ends when
 * nothing is left:
 *
 *     deno run -A _scripted_search.ts <ledger> <goals> <lease ms>
 */
import { openLedger } from "../../../lib/proof/ledger/open_ledger.ts";
import { scriptedStrategy } from "../_scripted.ts";
import { search, testGoal } from "./_search.ts";

const [path, count, lease] = Deno.args;
const stop = new AbortController();
await using ledger = await openLedger(path!);
const goals = Array.from({ length: Number(count) }, (_, i) => testGoal(`g${i}`));
const strategies = [
  scriptedStrategy("quick", { ms: 5, proves: (text) => /[02468] /.test(text) }),
  scriptedStrategy("slow", { ms: 10, requests: 3, proves: (text) => !/g7 /.test(text) }),
];
await search(ledger, {
  ...{ command: "proof-bg", goals, strategies, endless: true, leaseMs: Number(lease), idleMs: 20 },
  owner: `process ${Deno.pid}`,
  settings: { seed: 1, passes: 2 },
  signal: stop.signal,
}, (event) => {
  if (event.kind === "idle") stop.abort();
  if (event.kind === "goal_settled") {
    Deno.stdout.writeSync(new TextEncoder().encode(`${event.name}\n`));
  }
});
