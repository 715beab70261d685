import { type CopilotOptions, createCopilot } from "./copilot/copilot.ts";
import { createDojo } from "./dojo/dojo.ts";
import { createMicro, type MicroOptions } from "./micro/micro.ts";
import { createReprover, type ReproverOptions } from "./reprover/reprover.ts";
import { createSketch, type SketchOptions } from "./sketch/sketch.ts";
import type { Strategy } from "./strategy.ts";

/** What strategies may be given besides Lean. */
export interface StrategyParts
  extends MicroOptions, ReproverOptions, CopilotOptions, SketchOptions {}

/** One line per strategy, in the order in which a round of all of them goes. */
const REGISTRY: readonly ((parts: StrategyParts) => Strategy)[] = [
  createMicro,
  createCopilot,
  createSketch,
  createReprover,
  createDojo,
];

/** Every strategy; one that lacks what it needs says so in `unavailable`. */
export function createStrategies(parts: StrategyParts = {}): readonly Strategy[] {
  return REGISTRY.map((create) => create(parts));
}
