// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Does the CPU governor hold its target? A search over busy scripted requests runs in a process of its own,
 * alone, then beside somebody else's load of a quarter and of three quarters of the machine; the use of all
 * processors and that of the governed processes are read from outside of them:
 *
 *     deno task bench:governor [target, default 0.5] [seconds a phase, default 60]
 *
 * Prints a row a phase. What others use (of this benchmark and of anybody) cannot be held: where it is more than
 * the target, the governed search should shrink to next to nothing, and the row says so.
 */
import { killGroup } from "../lib/substrate/compute/deadline.ts";
import { formatTable } from "../lib/cli/table.ts";
import { machineTimes, sharesBetween } from "./_machine_use.ts";

const [target = 0.5, seconds = 60] = Deno.args.map(Number);
const SETTLE_SECONDS = 10;
/** How far the mean may be off, and what a search that has shrunk may still use. */
const TOLERANCE = 0.1, SHRUNK = 0.05;
const burner = new URL("./_governed_burner.ts", import.meta.url).pathname;

/** The permissions of the search's own commands. */
function spawn(...args: string[]): Deno.ChildProcess {
  const words = ["run", "--no-check", "--allow-read", "--allow-sys=cpus", "--allow-run", burner];
  return new Deno.Command(Deno.execPath(), {
    args: [...words, ...args],
    stdin: "null",
    stdout: "null",
    detached: true,
  }).spawn();
}

const slept = (seconds: number) => new Promise((done) => setTimeout(done, 1000 * seconds));
const percent = (share: number) => (100 * share).toFixed(1);

async function measured(group: number, seconds: number) {
  const before = await machineTimes(group);
  await slept(seconds);
  return sharesBetween(before, await machineTimes(group));
}

function verdict({ machine, group, others }: ReturnType<typeof sharesBetween>): string {
  if (Math.abs(machine - target) <= TOLERANCE) return "held";
  if (others > target) return group <= SHRUNK ? "shrunk: others alone use more" : "NOT shrunk";
  return "NOT held";
}

async function phase(name: string, load: number | undefined): Promise<(string | number)[]> {
  const search = spawn("governed", String(target));
  const children = [search, ...(load === undefined ? [] : [spawn("load", String(load))])];
  try {
    await slept(SETTLE_SECONDS);
    const shares = await measured(search.pid, seconds);
    const { machine, group, others } = shares;
    return [name, percent(machine), percent(group), percent(others), verdict(shares)];
  } finally {
    for (const child of children) killGroup(child.pid);
    await Promise.all(children.map((child) => child.status));
  }
}

const idle = await measured(Deno.pid, Math.min(10, seconds));
console.log(
  `target ${
    percent(target)
  } % of ${navigator.hardwareConcurrency} processors, ${seconds} s a phase; ` +
    `before anything ${percent(idle.machine)} % are busy`,
);
const rows = [
  await phase("search alone", undefined),
  await phase("beside a load of 25 %", 0.25),
  await phase("beside a load of 75 %", 0.75),
];
const right = ["machine %", "search %", "others %"];
formatTable({ headers: ["phase", ...right, "verdict"], rows, right }).forEach((line) =>
  console.log(line)
);
