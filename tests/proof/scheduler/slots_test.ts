import { assertEquals, assertRejects } from "@std/assert";
import { createSlots } from "../../../lib/proof/scheduler/slots.ts";

const never = new AbortController().signal;

Deno.test("no more sit than there are seats; the highest priority sits down next, then who waited longest", async () => {
  const slots = createSlots({ light: 1, heavy: 1 });
  const leave = await slots.take("light", 0, never);
  const order: string[] = [];
  const wait = (name: string, priority: number) =>
    slots.take("light", priority, never).then((gone) => {
      order.push(name);
      gone();
    });
  const all = [wait("low", 0.1), wait("high", 0.9), wait("high too", 0.9)];
  assertEquals(slots.taken, { light: 1, heavy: 0 });
  leave();
  leave();
  await Promise.all(all);
  assertEquals(order, ["high", "high too", "low"]);
  assertEquals(slots.taken, { light: 0, heavy: 0 });
});

Deno.test("light and heavy seats are apart, and their number may change on the way", async () => {
  const slots = createSlots({ light: 0, heavy: 1 });
  const heavy = await slots.take("heavy", 0, never);
  const light = slots.take("light", 0, never);
  slots.limit({ light: 1, heavy: 1 });
  (await light)();
  slots.limit({ light: 1, heavy: 0 });
  heavy();
  const aborted = slots.take("heavy", 0, AbortSignal.timeout(20));
  await assertRejects(() => aborted, DOMException);
  assertEquals(slots.taken, { light: 0, heavy: 0 });
});
