import { type Clock, systemClock } from "../../../substrate/values/clock.ts";
import { UserError } from "../../../substrate/values/user_error.ts";
import type {
  CheckReply,
  LeanBackend,
  LeanGoal,
  LeanLimits,
  ProofState,
  StepReply,
  Verdict,
} from "../lean_backend.ts";
import { judgeMessages, type LeanMessage, openGoals } from "./lean_message.ts";
import { proofSource, refusedText, scriptTerm } from "./proof_source.ts";

/** What a native Lean said of a text, or why it said nothing. */
export type Elaborated =
  | { readonly kind: "messages"; readonly messages: readonly LeanMessage[] }
  | { readonly kind: "timeout" | "crashed"; readonly error: string };

/** A native Lean that elaborates texts under the project's imports, each as if it were the only one. */
export interface NativeDoor {
  readonly name: "repl" | "file";
  readonly toolchain: string;
  /** Elaborates in turn; `queueMs` is told by the time at which `onBegin` is called. */
  elaborate(
    source: string,
    deadlineMs: number,
    onBegin: () => void,
    signal: AbortSignal | undefined,
  ): Promise<Elaborated>;
  close(): Promise<void>;
}

const DEADLINE_MS = 60_000;
const HEARTBEATS = 200_000;

/**
 * A backend over a native Lean. A state is its path: each step elaborates the whole script again.
 *
 * Lean's own kernel has accepted what `#print axioms` answers for; texts that could switch it off or run
 * commands of their own are refused before they are sent.
 */
export class NativeLean implements LeanBackend {
  constructor(private readonly door: NativeDoor, private readonly clock: Clock = systemClock) {}

  get name(): "repl" | "file" {
    return this.door.name;
  }

  get toolchain(): string {
    return this.door.toolchain;
  }

  async check(goal: LeanGoal, proof: string, limits: LeanLimits = {}): Promise<CheckReply> {
    const { judged, queueMs, workMs } = await this.#judge(goal, proof, limits);
    const { verdict, axioms, error } = judged;
    return {
      ...{ verdict, axioms, used: [], queueMs, workMs },
      ...(error === undefined ? {} : { error }),
    };
  }

  newState(goal: LeanGoal, limits: LeanLimits = {}): Promise<StepReply> {
    return this.#reach(goal, [], limits);
  }

  step(state: ProofState, tactic: string, limits: LeanLimits = {}): Promise<StepReply> {
    return this.#reach(state.goal, [...state.path, tactic], limits);
  }

  /** There is nothing to forget: states are paths. */
  reset(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.door.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #reach(goal: LeanGoal, path: readonly string[], limits: LeanLimits): Promise<StepReply> {
    const { judged, queueMs, workMs } = await this.#judge(goal, scriptTerm(path), limits);
    const cost = { queueMs, workMs };
    const { verdict, axioms, goals, error } = judged;
    if (goals !== undefined) return { ...cost, verdict: "open", state: { goal, path, goals } };
    if (verdict === "proved") {
      return { ...cost, verdict, state: { goal, path, goals: [] }, axioms };
    }
    return { ...cost, verdict, error: error ?? "Lean does not say why" };
  }

  async #judge(goal: LeanGoal, proof: string, limits: LeanLimits): Promise<{
    readonly judged: {
      readonly verdict: Verdict;
      readonly axioms: readonly string[];
      readonly goals?: readonly string[];
      readonly error?: string;
    };
    readonly queueMs: number;
    readonly workMs: number;
  }> {
    if (goal.before !== undefined) {
      throw new UserError(
        `${goal.before}: a native Lean does not tell what a proof uses; take the embedded one (wasm)`,
      );
    }
    const refused = [proof, goal.statement, ...lemmaTexts(goal)].map(refusedText)
      .find((why) => why !== undefined);
    if (refused !== undefined) {
      const judged = { verdict: "forbidden", axioms: [], error: refused } as const;
      return { judged, queueMs: 0, workMs: 0 };
    }
    // No proof can know the name, and so none can answer for it.
    const name = `goal_${crypto.randomUUID().replaceAll("-", "")}`;
    const heartbeats = limits.heartbeats ?? HEARTBEATS;
    const asked = this.clock.monotonic();
    let begun = asked;
    const said = await this.door.elaborate(
      proofSource({ name, heartbeats, goal, proof }),
      limits.deadlineMs ?? DEADLINE_MS,
      () => void (begun = this.clock.monotonic()),
      limits.signal,
    );
    const cost = { queueMs: begun - asked, workMs: this.clock.monotonic() - begun };
    if (said.kind !== "messages") {
      return { judged: { verdict: said.kind, axioms: [], error: said.error }, ...cost };
    }
    const goals = openGoals(said.messages);
    const judged = judgeMessages(said.messages, name);
    return { judged: goals === undefined ? judged : { ...judged, goals }, ...cost };
  }
}

function lemmaTexts(goal: LeanGoal): string[] {
  return (goal.lemmas ?? []).flatMap(({ name, statement, proof }) => [name, statement, proof]);
}
