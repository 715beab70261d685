import * as z from "zod";
import type { AskModel } from "../ask_model.ts";
import type { ProposedTactic, TacticModel, TacticRequest } from "./tactic_model.ts";

/** What copilot's model answers. */
export const tacticsForm = z.strictObject({ tactics: z.array(z.string()) });

/** Share of the endpoint in the mixture; the rest is the learned model's. */
const ENDPOINT = 0.6;
/** How much likelier each of its tactics is than the next: endpoints tell an order, no probabilities. */
const DECAY = 0.7;

const PROMPT =
  `You prove goals in Lean 4, a tactic at a time. You are given the main goal as Lean prints it
and the tactics that led there. Answer with JSON {"tactics": ["...", "..."]}: tactics to apply to this
goal next, one step each, the likeliest first, without repeats.`;

/**
 * Tactics of a model behind an endpoint, mixed with those of a learned one; the learned ones alone where the
 * endpoint has no usable answer.
 */
export function endpointTactics(
  ask: AskModel,
  digest: string,
  learned: TacticModel,
): TacticModel {
  return {
    name: `openai-compatible, ${learned.name}`,
    digest,
    propose: async (request) => {
      const [answer, known] = await Promise.all([
        ask([{ role: "system", content: PROMPT }, { role: "user", content: question(request) }]),
        learned.propose(request),
      ]);
      const { tactics } = answer === undefined ? { tactics: [] } : tacticsForm.parse(answer);
      const told = [...new Set(tactics.map((tactic) => tactic.trim()))].filter((one) => one !== "")
        .slice(0, request.limit);
      return told.length === 0 ? known : mixed(told, known).slice(0, request.limit);
    },
  };
}

function question({ text, history, limit }: TacticRequest): string {
  const led = history.length === 0 ? "none" : history.join("\n");
  return `Tactics so far:\n${led}\n\nGoal:\n${text}\n\nAt most ${limit} tactics.`;
}

/** Both as one distribution, the likeliest first; of equal ones the endpoint's. */
function mixed(
  told: readonly string[],
  known: readonly ProposedTactic[],
): readonly ProposedTactic[] {
  const total = told.reduce((sum, _, at) => sum + DECAY ** at, 0);
  const shares = new Map(told.map((tactic, at) => [tactic, ENDPOINT * DECAY ** at / total]));
  for (const { tactic, logProbability } of known) {
    shares.set(tactic, (shares.get(tactic) ?? 0) + (1 - ENDPOINT) * Math.exp(logProbability));
  }
  return [...shares].map(([tactic, share]) => ({ tactic, logProbability: Math.log(share) }))
    .sort((a, b) => b.logProbability - a.logProbability);
}
