import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  createWorkerPool,
  JobKilled,
  WorkerCrash,
  type WorkerPool,
} from "../../../lib/substrate/compute/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import type { OddJob } from "./_odd_worker.ts";

type Pool = WorkerPool<OddJob, { square: number; served: number }>;

function pool(size: number, killAfterMs?: number): Pool {
  const url = new URL("./_odd_worker.ts", import.meta.url);
  return createWorkerPool({ url, size, ...(killAfterMs === undefined ? {} : { killAfterMs }) });
}
const square = (n: number, ms?: number): OddJob => ({
  do: "square",
  n,
  ...(ms === undefined ? {} : { ms }),
});

Deno.test("jobs run on the workers, each answered with its own result", async () => {
  using workers = pool(2);
  const results = await Promise.all([3, 4, 5, 6].map((n) => workers.run(square(n))));
  assertEquals(results.map((result) => result.square), [9, 16, 25, 36]);
});

Deno.test("workers start when needed, not before, and are used again", async () => {
  using workers = pool(8);
  assertEquals((await workers.run(square(1))).served, 1);
  assertEquals((await workers.run(square(2))).served, 2);
});

Deno.test("what a handler throws rejects its job only; the worker lives on", async () => {
  using workers = pool(1);
  const error = await assertRejects(() => workers.run({ do: "throw" }));
  assertEquals([error.name, error.message], ["RangeError", "no such number"]);
  const refusal = await assertRejects(() => workers.run({ do: "refuse" }), UserError);
  assertEquals([refusal.message, refusal.exitCode], ["a.jsonl:1: bad", 2]);
  await assertRejects(() => workers.run({ do: "unclonable" }));
  assertEquals((await workers.run(square(2))).served, 4);
});

Deno.test("a worker that dies rejects its job with the reason and is replaced", async () => {
  using workers = pool(1);
  assertEquals((await workers.run(square(2))).served, 1);
  const error = await assertRejects(() => workers.run({ do: "crash" }), WorkerCrash);
  assert(error.message.includes("out of the blue"), error.message);
  assertEquals(await workers.run(square(3)), { square: 9, served: 1 });
});

Deno.test("a worker that dies while idle is replaced unnoticed", async () => {
  using workers = pool(1);
  await workers.run({ do: "crash later" });
  await new Promise((done) => setTimeout(done, 100));
  assertEquals(await workers.run(square(3)), { square: 9, served: 1 });
});

Deno.test("a module that does not load rejects the job instead of hanging", async () => {
  using workers = createWorkerPool<number, number>({
    url: new URL("data:text/javascript,throw new Error('no good')"),
    size: 1,
  });
  await assertRejects(() => workers.run(1), WorkerCrash);
});

Deno.test("a job that spins is killed at the limit and the pool goes on", async () => {
  using workers = pool(1, 150);
  const error = await assertRejects(() => workers.run({ do: "spin" }), JobKilled);
  assertEquals(error.limitMs, 150);
  assertEquals((await workers.run(square(2))).square, 4);
});

Deno.test("an aborted job rejects with the reason, whether it waits or runs", async () => {
  using workers = pool(1);
  const stop = new AbortController();
  const spinning = assertRejects(() => workers.run({ do: "spin" }, { signal: stop.signal }));
  const waiting = assertRejects(() => workers.run(square(2), { signal: stop.signal }));
  const later = workers.run(square(5));
  stop.abort(new Error("enough"));
  assertEquals([(await spinning).message, (await waiting).message], ["enough", "enough"]);
  assertEquals((await later).square, 25);
});

Deno.test("closing rejects what is not finished and refuses more", async () => {
  const workers = pool(1);
  const running = assertRejects(() => workers.run({ do: "spin" }));
  const waiting = assertRejects(() => workers.run(square(1)));
  workers.close();
  workers.close();
  await Promise.all([running, waiting]);
  await assertRejects(() => workers.run(square(1)), TypeError, "closed");
});

Deno.test("buffers can move to the worker instead of being copied", async () => {
  const url = new URL("./_odd_worker.ts", import.meta.url);
  using workers = createWorkerPool<OddJob, number>({ url, size: 1 });
  const bytes = new Uint8Array([1, 2, 3]);
  assertEquals(await workers.run({ do: "sum", bytes }, { transfer: [bytes.buffer] }), 6);
  assertEquals(bytes.length, 0);
});

Deno.test("map() yields in order of completion, failures included", async () => {
  using workers = pool(2);
  const gate = new SharedArrayBuffer(4);
  const slow: OddJob = { do: "square behind gate", n: 1, gate };
  const jobs: OddJob[] = [slow, square(2), { do: "throw" }, square(3)];
  const seen: string[] = [];
  for await (const done of workers.map(jobs)) {
    seen.push(done.ok ? String(done.result.square) : done.error.name);
    if (seen.length < 3) continue;
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
  }
  assertEquals(seen, ["4", "RangeError", "9", "1"]);
});

Deno.test("map() takes no more from its source than workers and lookahead allow", async () => {
  using workers = pool(2);
  let taken = 0;
  let most = 0;
  let read = 0;
  const source = function* () {
    for (let n = 0; n < 20; n++) {
      taken++;
      most = Math.max(most, taken - read);
      yield square(n);
    }
  };
  for await (const _done of workers.map(source(), { lookahead: 1 })) {
    read++;
    await new Promise((done) => setTimeout(done, 3));
  }
  assertEquals(read, 20);
  assert(most <= 4, `${most} jobs were out at once`);
});

Deno.test("leaving map() early closes the source and frees the workers", async () => {
  using workers = pool(1);
  let closed = false;
  const source = async function* (): AsyncGenerator<OddJob> {
    try {
      for (let n = 0;; n++) yield square(n, n === 0 ? 0 : 5_000);
    } finally {
      closed = true;
    }
  };
  for await (const done of workers.map(source())) {
    assert(done.ok);
    break;
  }
  assert(closed);
  assertEquals((await workers.run(square(7))).square, 49);
});

Deno.test("an error of the source ends map() with it", async () => {
  using workers = pool(1);
  const source = function* (): Generator<OddJob> {
    yield square(1);
    throw new UserError("tasks.jsonl:2: is not JSON");
  };
  await assertRejects(() => Array.fromAsync(workers.map(source())), UserError, "tasks.jsonl:2");
});

Deno.test("map() ends with the reason of its signal", async () => {
  using workers = pool(1);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("interrupted")), 50);
  const map = workers.map([{ do: "spin" }], { signal: stop.signal });
  await assertRejects(() => Array.fromAsync(map), Error, "interrupted");
});

Deno.test("the size can shrink and grow while jobs run", async () => {
  using workers = pool(1);
  workers.size = 3;
  const three = [1, 2, 3].map((n) => workers.run(square(n, 30)));
  assertEquals(workers.busy, 3);
  workers.size = 1;
  const more = [4, 5].map((n) => workers.run(square(n, 5)));
  await Promise.race(three);
  await Promise.all([...three, ...more]);
  assertThrows(() => workers.size = 0, RangeError);
});
