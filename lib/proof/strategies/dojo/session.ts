import type { LeanBackend, LeanGoal, LeanLimits, ProofState } from "../../lean/lean_backend.ts";
import { proofText } from "../script.ts";

/** Options of {@linkcode playDojo}. */
export interface DojoOptions {
  readonly lean: LeanBackend;
  readonly goal: LeanGoal;
  /** What each tactic may cost. @default the backend's own limits */
  readonly limits?: LeanLimits;
}

/** What the session says, and whether the goal is proved by now. */
export interface DojoReply {
  readonly text: string;
  readonly proved: boolean;
}

/** Words that are commands; every other line is a tactic. */
export const DOJO_HELP = [
  "a tactic    applies it to the first goal",
  "state       prints the open goals",
  "undo        takes the last tactic back",
  "history     prints the tactics so far",
  "script      prints the proof, or what there is of it",
  "help        prints this",
  "quit        ends the session",
].join("\n");

/**
 * The interactive session: a line in, a state out, until the goal is proved or the lines end.
 *
 * States are immutable, so that `undo` asks Lean nothing. A tactic that fails, spins or kills the process
 * leaves the session where it was. A proof is accepted once Lean has checked the whole script anew.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { LeanBackend, StepReply } from "../../lean/lean_backend.ts";
 * import { playDojo } from "./session.ts";
 * const goal = { statement: "True" };
 * const state = { goal, path: [], goals: ["⊢ True"] };
 * const open: StepReply = { verdict: "open", state, queueMs: 0, workMs: 0 };
 * const lean = { newState: () => Promise.resolve(open) } as unknown as LeanBackend;
 * const replies = await Array.fromAsync(playDojo(["history"], { lean, goal }), (reply) => reply.text);
 * assertEquals(replies, ["⊢ True", "no tactic yet"]);
 * ```
 */
export async function* playDojo(
  lines: Iterable<string> | AsyncIterable<string>,
  { lean, goal, limits = {} }: DojoOptions,
): AsyncGenerator<DojoReply, void, void> {
  const say = (text: string, proved = false): DojoReply => ({ text, proved });
  const opened = await lean.newState(goal, limits);
  if (opened.verdict !== "open") {
    return yield say(
      "error" in opened ? opened.error : "nothing to prove",
      opened.verdict === "proved",
    );
  }
  const states: ProofState[] = [opened.state];
  yield say(printed(opened.state));
  for await (const raw of lines) {
    const line = raw.trim();
    const state = states.at(-1)!;
    if (line === "" || line.startsWith("--")) continue;
    if (line === "quit") return;
    if (line === "help") yield say(DOJO_HELP);
    else if (line === "state") yield say(printed(state));
    else if (line === "history") {
      yield say(state.path.length === 0 ? "no tactic yet" : state.path.join("\n"));
    } else if (line === "script") yield say(proofText(state.path));
    else if (line === "undo") {
      if (states.length > 1) states.pop();
      yield say(printed(states.at(-1)!));
    } else {
      const reply = await lean.step(state, line, limits);
      if (reply.verdict === "open") {
        states.push(reply.state);
        yield say(printed(reply.state));
      } else if (reply.verdict === "proved") {
        const proof = proofText(reply.state.path);
        const { verdict, error } = await lean.check(goal, proof, limits);
        if (verdict === "proved") return yield say(`proved\n${proof}`, true);
        yield say(`the script as a whole is ${verdict}${error === undefined ? "" : `: ${error}`}`);
      } else yield say(`${reply.verdict}: ${reply.error}`);
    }
  }
}

function printed({ goals }: ProofState): string {
  if (goals.length === 1) return goals[0]!;
  return goals.map((goal, at) => `goal ${at + 1} of ${goals.length}\n${goal}`).join("\n\n");
}
