import { UserError } from "../../substrate/values/user_error.ts";
import { firstLine } from "../lean/first_line.ts";
import type { LeanBackend, LeanGoal, LeanLimits } from "../lean/lean_backend.ts";
import { proofText } from "../strategies/script.ts";
import { shorterSteps } from "./shorter_steps.ts";

/** Options of {@linkcode minimizeScript}. */
export interface MinimizeOptions {
  readonly lean: LeanBackend;
  readonly goal: LeanGoal;
  /** A script that proves it. */
  readonly tactics: readonly string[];
  readonly limits?: LeanLimits;
  /** Hears of every shorter script that holds. */
  readonly onShorter?: (tactics: readonly string[]) => void;
  readonly signal?: AbortSignal;
}

/** A script that lost everything it can do without. */
export interface MinimizedScript {
  readonly tactics: readonly string[];
  /** Characters before and after. */
  readonly before: number;
  readonly after: number;
  /** Scripts that Lean was asked about. */
  readonly checks: number;
}

/** Single steps that may stand for the rest of a script. */
const CLOSERS = ["rfl", "simp", "omega", "decide", "grind", "simp_all"];

/**
 * Makes a tactic script shorter while it still proves its goal; every script on the way is checked by Lean.
 *
 * Three moves, in turn until none helps: leave steps out (in chunks, down to single ones), end the script early
 * with one closing step, and shorten steps: fewer lemmas in brackets, one half of a combination.
 *
 * Source: A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (ddmin), 2002.
 *
 * @throws {UserError} exit 1 when the script given does not prove the goal.
 */
export async function minimizeScript(options: MinimizeOptions): Promise<MinimizedScript> {
  const { lean, goal, limits, signal } = options;
  const asked = new Map<string, boolean>();
  let said = "it is empty";
  const holds = async (tactics: readonly string[]): Promise<boolean> => {
    signal?.throwIfAborted();
    if (tactics.length === 0) return false;
    const text = proofText(tactics);
    const known = asked.get(text);
    if (known !== undefined) return known;
    const reply = await lean.check(goal, text, { ...limits, ...(signal ? { signal } : {}) });
    asked.set(text, reply.verdict === "proved");
    said = `${reply.verdict}, ${firstLine(reply.error ?? "and Lean says no more")}`;
    return reply.verdict === "proved";
  };
  if (!await holds(options.tactics)) {
    throw new UserError(`the script does not prove the goal: ${said}`, { exitCode: 1 });
  }
  let best: readonly string[] = options.tactics;
  const accept = async (candidate: readonly string[]): Promise<boolean> => {
    if (lengthOf(candidate) >= lengthOf(best) || !await holds(candidate)) return false;
    best = candidate;
    options.onShorter?.(best);
    return true;
  };
  for (let before = Infinity; lengthOf(best) < before;) {
    before = lengthOf(best);
    await leaveOut(() => best, accept);
    await closeEarly(() => best, accept);
    await shorten(() => best, accept);
  }
  const { tactics } = options;
  return { tactics: best, before: lengthOf(tactics), after: lengthOf(best), checks: asked.size };
}

type Accept = (candidate: readonly string[]) => Promise<boolean>;
type Best = () => readonly string[];

async function leaveOut(best: Best, accept: Accept): Promise<void> {
  for (let size = Math.ceil(best().length / 2); size >= 1; size = Math.floor(size / 2)) {
    // From the end: later steps stand on earlier ones.
    for (let at = best().length - size; at >= 0; at -= size) {
      await accept(best().toSpliced(at, size));
    }
  }
}

async function closeEarly(best: Best, accept: Accept): Promise<void> {
  for (let kept = 0; kept < best().length; kept++) {
    for (const closer of CLOSERS) {
      if (await accept([...best().slice(0, kept), closer])) return;
    }
  }
}

async function shorten(best: Best, accept: Accept): Promise<void> {
  for (let at = 0; at < best().length; at++) {
    for (let again = true; again;) {
      again = false;
      for (const step of shorterSteps(best()[at]!)) {
        if (await accept(best().with(at, step))) {
          again = true;
          break;
        }
      }
    }
  }
}

function lengthOf(tactics: readonly string[]): number {
  return proofText(tactics).length;
}
