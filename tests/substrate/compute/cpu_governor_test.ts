import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  createCpuGovernor,
  machineCpuSampler,
  parseProcStat,
} from "../../../lib/substrate/compute/mod.ts";

Deno.test("slots grow one by one to the most on an idle machine and shrink to the least on a full one", () => {
  const governor = createCpuGovernor({ min: 1, max: 4 });
  assertEquals([1, 2, 3, 4, 5].map(() => governor.observe(0.1)), [2, 3, 4, 4, 4]);
  const full = createCpuGovernor({ min: 1, max: 4, start: 4, target: 0.97 });
  assertEquals([1, 2, 3, 4].map(() => full.observe(1)), [3, 2, 1, 1]);
});

Deno.test("slots settle where use meets the target: eight processors, others busy on four", () => {
  const governor = createCpuGovernor({ min: 1, max: 8, target: 0.9 });
  const seen: number[] = [];
  for (let i = 0; i < 60; i++) seen.push(governor.observe(Math.min(1, (4 + governor.slots) / 8)));
  assertEquals(new Set(seen.slice(20)), new Set([3]));
});

Deno.test("a short spike is smoothed away near the target", () => {
  const governor = createCpuGovernor({ min: 1, max: 4, start: 3, target: 0.8, weight: 0.2 });
  const seen = [0.8, 0.8, 0.99, 0.8, 0.8].map((use) => governor.observe(use));
  assertEquals(new Set(seen), new Set([3]));
});

Deno.test("target, tolerance, weight and start each change what happens", () => {
  const slots = (change: object) => {
    const governor = createCpuGovernor({ min: 1, max: 8, start: 4, ...change });
    for (const use of [0.86, 0.86, 0.98]) governor.observe(use);
    return governor.slots;
  };
  assertEquals(slots({}), 4);
  assert(slots({ target: 0.5 }) < 4);
  assert(slots({ tolerance: 0.01 }) > 4);
  assert(slots({ weight: 1 }) < 4);
  assertEquals(slots({ start: 6 }), 6);
});

Deno.test("nonsense is refused", () => {
  assertThrows(() => createCpuGovernor({ min: 0, max: 2 }), RangeError);
  assertThrows(() => createCpuGovernor({ min: 3, max: 2 }), RangeError);
  assertThrows(() => createCpuGovernor({ min: 1, max: 2, target: 0 }), RangeError);
  assertThrows(() => createCpuGovernor({ min: 1, max: 2 }).observe(1.2), RangeError);
});

Deno.test("/proc/stat is read: waiting for the disk is idle time, guest time is not counted twice", () => {
  const text = "cpu  100 5 45 800 40 3 2 5 90 9\ncpu0 1 2 3 4\nintr 5\n";
  assertEquals(parseProcStat(text), { total: 1000, busy: 160 });
  assertThrows(() => parseProcStat("nothing"), SyntaxError);
});

Deno.test("the machine's sampler reports a share once time has passed", async () => {
  const sampler = machineCpuSampler();
  assertEquals(await sampler.sample(), undefined);
  let share: number | undefined;
  while (share === undefined) {
    await new Promise((done) => setTimeout(done, 20));
    share = await sampler.sample();
  }
  assert(share >= 0 && share <= 1);
});
