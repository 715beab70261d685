// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Does the CPU governor hold its target? A search over busy scripted strategies runs in a process of its own,
 * alone and then beside somebody else's load; the machine's use is read from outside of it:
 *
 *     deno task bench:governor [target, default 0.5] [seconds a phase, default 60]
 *
 * Prints the mean use of all processors in each phase, and what was busy before anything began. Expects a
 * machine that is otherwise idle: where others use more than the target, nothing can hold it.
 */
import { machineCpuSampler } from "../lib/substrate/compute/cpu_sampler.ts";

const [target = 0.5, seconds = 60] = Deno.args.map(Number);
const busy = new URL("./_governed_burner.ts", import.meta.url).pathname;

function spawn(...args: string[]): Deno.ChildProcess {
  const words = ["run", "--allow-read", "--allow-sys=cpus", "--allow-run", "--no-check", busy];
  return new Deno.Command(Deno.execPath(), {
    args: [...words, ...args],
    stdin: "null",
    stdout: "null",
  }).spawn();
}

/** Mean use of all processors over some seconds, after a little time to settle. */
async function measured(settle: number, seconds: number): Promise<number> {
  const sampler = machineCpuSampler();
  await slept(settle);
  await sampler.sample();
  await slept(seconds);
  return await sampler.sample() ?? NaN;
}

const slept = (seconds: number) => new Promise((done) => setTimeout(done, 1000 * seconds));

async function phase(name: string, children: readonly Deno.ChildProcess[]): Promise<void> {
  const use = await measured(10, seconds);
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(children.map((child) => child.status));
  const off = 100 * Math.abs(use - target);
  console.log(`${name}: ${(100 * use).toFixed(1)} % of the machine, ${off.toFixed(1)} points off`);
}

console.log(`before anything: ${(100 * await measured(1, 10)).toFixed(1)} % of the machine`);
await phase("search alone", [spawn("governed", String(target))]);
await phase("search beside another's load of a quarter of the machine", [
  spawn("governed", String(target)),
  spawn("load", "0.25"),
]);
