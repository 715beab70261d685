// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Regret of the scheduler's policies over arms that stay as they are and arms that drift:
 *
 *     deno task bench:bandits [pulls, default 3000] [seeds, default 200]
 *
 * Regret is what the best arm of each moment would have paid, less what was chosen; intervals are 95 % of the
 * mean over seeds. The arms pay with chances .55, .25 and .40.
 */
import { POLICIES } from "../lib/proof/scheduler/policy.ts";
import {
  driftingWorld,
  simulateRegret,
  stationaryWorld,
} from "../lib/proof/scheduler/simulate_bandits.ts";
import { formatTable } from "../lib/cli/table.ts";

const [pulls = 3000, runs = 200] = Deno.args.map(Number);
const seeds = Array.from({ length: runs }, (_, seed) => seed);
const chances = [0.55, 0.25, 0.4];
for (const world of [stationaryWorld(chances), driftingWorld(chances, 500)]) {
  const rows = POLICIES.map((policy) => {
    const [half, whole] = simulateRegret({ policy, world, pulls, seeds, points: 2 });
    const interval = `${whole!.low.toFixed(1)}–${whole!.high.toFixed(1)}`;
    return [policy, half!.mean.toFixed(1), whole!.mean.toFixed(1), interval];
  });
  const right = [`after ${pulls / 2}`, `after ${pulls}`, "95 % interval"];
  console.log(`regret, ${world.name}, ${runs} seeds`);
  formatTable({ headers: ["policy", ...right], rows, right }).forEach((line) => console.log(line));
  console.log("");
}
