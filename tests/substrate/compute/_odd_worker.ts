/** A worker whose jobs say how to behave. */
import { serveJobs } from "../../../lib/substrate/compute/serve_jobs.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

export type OddJob =
  | { readonly do: "square"; readonly n: number; readonly ms?: number }
  | { readonly do: "throw" | "refuse" | "crash" | "spin" | "unclonable" | "crash later" }
  /** Squares once the gate holds something else than 0. */
  | { readonly do: "square behind gate"; readonly n: number; readonly gate: SharedArrayBuffer }
  | { readonly do: "sum"; readonly bytes: Uint8Array };

let served = 0;
serveJobs(async (job: OddJob): Promise<unknown> => {
  served++;
  switch (job.do) {
    case "square":
      if (job.ms !== undefined) await new Promise((done) => setTimeout(done, job.ms));
      return { square: job.n * job.n, served };
    case "square behind gate":
      Atomics.wait(new Int32Array(job.gate), 0, 0);
      return { square: job.n * job.n, served };
    case "sum":
      return job.bytes.reduce((sum, byte) => sum + byte, 0);
    case "throw":
      throw new RangeError("no such number");
    case "refuse":
      throw new UserError("a.jsonl:1: bad", { exitCode: 2 });
    case "crash":
      queueMicrotask(() => {
        throw new Error("out of the blue");
      });
      return await new Promise(() => {});
    case "crash later":
      setTimeout(() => {
        throw new Error("after the reply");
      }, 0);
      return "replied";
    case "unclonable":
      return () => {};
    case "spin":
      for (;;);
  }
});
