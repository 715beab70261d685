import { createMicro } from "./micro/micro.ts";
import { createSketch } from "./sketch/sketch.ts";
import type { Strategy } from "./strategy.ts";

/** Every strategy, in the order in which a round of all of them goes. */
export function createStrategies(_parts: Record<string, never> = {}): readonly Strategy[] {
  return [createMicro(), createSketch()];
}
