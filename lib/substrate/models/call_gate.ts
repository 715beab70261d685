/** Lets so many calls through at a time; the others wait in line. */
export interface CallGate {
  run<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * A gate for `width` calls at a time, first come first served.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { callGate } from "./call_gate.ts";
 * const gate = callGate(1);
 * const order: string[] = [];
 * const call = (name: string) => gate.run(async () => {
 *   order.push(`${name} in`);
 *   await Promise.resolve();
 *   order.push(`${name} out`);
 * });
 * await Promise.all([call("a"), call("b")]);
 * assertEquals(order, ["a in", "a out", "b in", "b out"]);
 * ```
 */
export function callGate(width: number): CallGate {
  let free = width;
  const line: (() => void)[] = [];
  return {
    run: async (call) => {
      // Who is called up inherits the place, so nobody can slip in between.
      if (free > 0) free--;
      else await new Promise<void>((resolve) => line.push(resolve));
      try {
        return await call();
      } finally {
        const next = line.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
