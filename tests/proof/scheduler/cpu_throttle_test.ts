import { assert, assertEquals } from "@std/assert";
import { startCpuThrottle } from "../../../lib/proof/scheduler/cpu_throttle.ts";
import type { SlotLimits } from "../../../lib/proof/scheduler/slots.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";

/** A machine in a model: `others` are busy, and each request that passed is, for `length` ticks. */
async function minute(
  target: number,
  others: number | ((tick: number) => number),
  length: number,
  cost: number,
) {
  const othersAt = (tick: number) => typeof others === "number" ? others : others(tick);
  const clock = manualClock();
  let running: { left: number; done: () => void }[] = [];
  const limits: SlotLimits[] = [];
  let busy = othersAt(0);
  using throttle = startCpuThrottle({
    ...{ target, clock, tickMs: 1_000_000, averageMs: 10_000_000 },
    sampler: { sample: () => Promise.resolve(busy) },
    limits: { light: 8, heavy: 2 },
    onLimits: (next) => limits.push(next),
  });
  let used = 0, passed = 0;
  // Two workers that always want to work.
  const worker = async () => {
    for (;;) {
      await throttle.gate();
      passed++;
      const { promise, resolve } = Promise.withResolvers<void>();
      running.push({ left: length, done: resolve });
      await promise;
      if (passed > 100_000) return;
    }
  };
  void worker();
  void worker();
  for (let tick = 0; tick < 600; tick++) {
    clock.advance(200);
    await throttle.tick();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    busy = Math.min(1, othersAt(tick) + cost * running.length);
    if (tick >= 300) used += busy;
    for (const job of running) if (--job.left === 0) job.done();
    running = running.filter(({ left }) => left > 0);
  }
  return { mean: used / 300, passed, limits };
}

Deno.test("the target is held in the mean, for short requests and long ones, alone and beside others", async () => {
  for (const [others, length] of [[0, 1], [0, 15], [0.25, 1], [0.25, 15], [0.4, 5]] as const) {
    const { mean } = await minute(0.5, others, length, 0.5);
    assert(Math.abs(mean - 0.5) < 0.08, `others ${others}, ${length} ticks: ${mean}`);
  }
});

Deno.test("the target is held in the mean beside others that come and go", async () => {
  for (const [period, length] of [[10, 1], [50, 5], [100, 5], [150, 15]] as const) {
    const others = (tick: number) => tick % period < period / 2 ? 0.1 : 0.6;
    const { mean } = await minute(0.5, others, length, 0.5);
    assert(Math.abs(mean - 0.5) < 0.1, `${period} and ${length} ticks: ${mean}`);
  }
});

Deno.test("when others alone use more, a request passes only now and then", async () => {
  const { passed } = await minute(0.5, 0.9, 1, 0.1);
  assert(passed >= 3 && passed < 20, `${passed}`);
});

Deno.test("another target changes the mean; a target of 1 holds nothing back", async () => {
  assert((await minute(0.25, 0, 2, 0.5)).mean < 0.35);
  assert((await minute(0.75, 0, 2, 0.5)).mean > 0.65);
  assert((await minute(1, 0, 2, 0.5)).mean > 0.99);
});

Deno.test("seats shrink while the machine is busy and grow again, at least one of each kind", async () => {
  const clock = manualClock();
  let use = 1;
  const seen: SlotLimits[] = [];
  using throttle = startCpuThrottle({
    ...{ target: 0.5, clock, tickMs: 1_000_000 },
    sampler: { sample: () => Promise.resolve(use) },
    limits: { light: 8, heavy: 2 },
    onLimits: (next) => seen.push(next),
  });
  for (let tick = 0; tick < 100; tick++) await throttle.tick();
  assertEquals(seen.at(-1), { light: 1, heavy: 1 });
  use = 0.1;
  for (let tick = 0; tick < 100; tick++) await throttle.tick();
  assertEquals(seen.at(-1), { light: 8, heavy: 2 });
});
