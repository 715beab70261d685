import { assertEquals } from "@std/assert";
import { type CrewWorker, WorkerCrew } from "../../../lib/proof/lean/worker_crew.ts";

/** A crew of workers that are made at once and counted. */
function countedCrew(workers: number, spares: number) {
  const made: { alive: boolean; close(): Promise<void> }[] = [];
  const start = (): Promise<CrewWorker> => {
    if (made.length >= 100) throw new Error("a storm of starts");
    const worker = {
      alive: true,
      close: () => {
        worker.alive = false;
        return Promise.resolve();
      },
    };
    made.push(worker);
    return Promise.resolve(worker);
  };
  return { crew: new WorkerCrew({ start, workers, spares }), made };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

Deno.test("a crew starts as many workers and spares as it was asked for, and no more", async () => {
  for (const [workers, spares] of [[1, 0], [1, 1], [2, 1], [3, 2]] as const) {
    const { crew, made } = countedCrew(workers, spares);
    await Promise.all([1, 2, 3, 4, 5].map((n) => crew.run(() => Promise.resolve(n))));
    await settled();
    assertEquals(made.length, workers + spares);
    await crew.close();
    assertEquals(made.filter((worker) => worker.alive), []);
  }
});

Deno.test("a worker that died of a request is replaced by one other", async () => {
  const { crew, made } = countedCrew(1, 1);
  await crew.run((worker) => worker.close());
  await settled();
  assertEquals(await crew.run(({ alive }) => Promise.resolve(alive)), true);
  await settled();
  assertEquals([made.length, made.filter((worker) => worker.alive).length], [3, 2]);
  await crew.close();
});

Deno.test("a crew that is closed does not wait for what is being started", async () => {
  let starts = 0;
  const start = (signal: AbortSignal): Promise<CrewWorker> => {
    if (starts++ === 0) return Promise.resolve({ alive: true, close: () => Promise.resolve() });
    const { promise, reject } = Promise.withResolvers<CrewWorker>();
    signal.addEventListener("abort", () => reject(signal.reason));
    return promise;
  };
  const crew = new WorkerCrew({ start, spares: 1 });
  await crew.run(() => Promise.resolve());
  await settled();
  assertEquals(starts, 2);
  await crew.close();
});
