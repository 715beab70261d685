import { assertEquals, assertRejects } from "@std/assert";
import { openQuestionLine } from "../../../lib/substrate/compute/question_line.ts";
import { watchdog } from "../../../lib/substrate/compute/watchdog.ts";
import { createWorkerPool, type WorkerPool } from "../../../lib/substrate/compute/worker_pool.ts";
import type { QuestionLine } from "../../../lib/substrate/compute/question_line.ts";

type Job = { line: QuestionLine; numbers: number[]; spin?: boolean };
const url = new URL("./_asking_worker.ts", import.meta.url);

async function asked(
  pool: WorkerPool<Job, number[]>,
  numbers: number[],
  answer: (n: number) => Promise<number>,
  options: { spin?: boolean; signal?: AbortSignal; onTakenUp?: () => void } = {},
) {
  const { spin, signal, onTakenUp } = options;
  const end = openQuestionLine<number, number>({ answer, ...(onTakenUp ? { onTakenUp } : {}) });
  const job = { line: end.line, numbers, ...(spin === undefined ? {} : { spin }) };
  try {
    const given = { transfer: [end.line.port], ...(signal === undefined ? {} : { signal }) };
    return { made: await pool.run(job, given), failure: end.failure };
  } catch (error) {
    return { error: error as Error, failure: end.failure };
  } finally {
    end.close();
  }
}

Deno.test("a worker without an await has its questions answered by asynchronous code", async () => {
  using pool = createWorkerPool<Job, number[]>({ url, size: 2 });
  const slow = (n: number) => new Promise<number>((done) => setTimeout(() => done(n), 3));
  const begun: string[] = [];
  const both = await Promise.all([
    asked(pool, [1, 2, 3], slow, { onTakenUp: () => begun.push("a") }),
    asked(pool, [4], (n) => Promise.resolve(n)),
    asked(pool, [], slow),
  ]);
  assertEquals(both.map((one) => one.made), [[2, 4, 6], [8], []]);
  assertEquals(begun, ["a"]);
});

Deno.test("a question that is refused rejects its job, keeps its reason here, and the worker lives on", async () => {
  using pool = createWorkerPool<Job, number[]>({ url, size: 1 });
  const reason = new TypeError("no money");
  const refused = await asked(pool, [1], () => Promise.reject(reason));
  assertEquals([refused.error?.name, refused.failure?.error], ["QuestionRefused", reason]);
  assertEquals((await asked(pool, [5], (n) => Promise.resolve(n))).made, [10]);
});

Deno.test("a worker that waits for an answer, or never asks, can be killed", async () => {
  using pool = createWorkerPool<Job, number[]>({ url, size: 1 });
  for (const spin of [false, true]) {
    const killer = new AbortController();
    const { error } = await asked(pool, [1], () => new Promise(() => {}), {
      spin,
      signal: killer.signal,
      onTakenUp: () => killer.abort(new Error("enough")),
    });
    assertEquals(error?.message, "enough");
  }
  assertEquals((await asked(pool, [2], (n) => Promise.resolve(n))).made, [4]);
});

Deno.test("watchdog() counts from each start, and neither while it is held nor after its end", async () => {
  let barks = 0;
  const held = watchdog(5, () => barks++);
  held.start();
  held.hold();
  const ended = watchdog(5, () => barks++);
  ended.end();
  ended.start();
  await new Promise((done) => setTimeout(done, 20));
  assertEquals(barks, 0);
  await assertRejects(() =>
    new Promise((_, reject) => watchdog(1, () => reject(new Error("bark"))).start())
  );
});
