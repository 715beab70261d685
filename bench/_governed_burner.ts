/**
 * What `bench/governor.ts` measures, in a process of its own: `governed <target>` keeps as many burners busy as
 * there are processors, each request behind the gate; `load <share>` uses a share of every processor and asks
 * nobody. Burners are processes, as Lean is; they end with the process that started them.
 */
import { startCpuThrottle } from "../lib/proof/scheduler/cpu_throttle.ts";
import { machineCpuSampler } from "../lib/substrate/compute/cpu_sampler.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";

const [kind, share] = Deno.args;
const processors = navigator.hardwareConcurrency;

/** Milliseconds of the next requests: from a simp to a hard grind. */
const LENGTHS = [20, 100, 30, 700, 50, 1500, 20, 200];

function burn(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** A process that burns for as many milliseconds as each line says, and answers when it is done. */
function burner() {
  const args = ["run", "--no-check", "--allow-read", "--allow-sys=cpus"];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, new URL(import.meta.url).pathname, "burner"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter(), reader = child.stdout.getReader();
  return async (ms: number): Promise<void> => {
    await writer.write(new TextEncoder().encode(`${ms}\n`));
    await reader.read();
  };
}

if (kind === "burner") {
  // The input ends when the parent does.
  for await (const piece of Deno.stdin.readable) {
    burn(Number(new TextDecoder().decode(piece)));
    Deno.stdout.writeSync(new Uint8Array([46]));
  }
} else if (kind === "load") {
  await Promise.all(Array.from({ length: processors }, async () => {
    const request = burner();
    for (;;) {
      await request(100 * Number(share));
      await new Promise((done) => setTimeout(done, 100 * (1 - Number(share))));
    }
  }));
} else {
  const throttle = startCpuThrottle({
    ...{ target: Number(share), sampler: machineCpuSampler(), clock: systemClock },
    limits: { light: 8, heavy: 2 },
    onLimits: () => {},
  });
  const work = async (from: number): Promise<void> => {
    const request = burner();
    for (let at = from;; at++) {
      await throttle.gate();
      await request(LENGTHS[at % LENGTHS.length]!);
    }
  };
  await Promise.all(Array.from({ length: processors }, (_, at) => work(3 * at)));
}
