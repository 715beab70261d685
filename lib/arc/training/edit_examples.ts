import { baseTaskId } from "../../dataset/base_task_id.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import type { Choice } from "../../substrate/learn/choice.ts";
import type { Directive } from "../critic/critique.ts";
import { factTokens } from "../ruler/prior/fact_tokens.ts";
import { directiveFeatures } from "../ruler/prior/edit_prior.ts";
import { studentBufferRows } from "../trace/student_buffer.ts";
import type { Trace } from "../trace/trace.ts";

/** What was asked for one seed, and which of it led to the best edit. */
export interface EditExample {
  readonly taskId: string;
  readonly split: Split;
  readonly traceDigest: string;
  /** Directives in the critic's order; the right one is that of the edit with the highest reward. */
  readonly choice: Choice;
}

/** A gain smaller than this is a shorter program, not a better one. */
const LEAST_REWARD = 1e-6;

/**
 * The transitions of a trace as choices among the directives of their seed: the one whose edit gained most
 * is right. Seeds that no edit bettered teach nothing here.
 */
export function editExamples(trace: Trace): EditExample[] {
  const asked = new Map<string, Directive[]>();
  for (const directive of trace.iterations.flatMap((turn) => turn.directives)) {
    const known = asked.get(directive.seedId);
    if (known === undefined) asked.set(directive.seedId, [directive]);
    else if (!known.some(({ directiveId }) => directiveId === directive.directiveId)) {
      known.push(directive);
    }
  }
  const best = new Map<string, ReturnType<typeof studentBufferRows>[number]>();
  for (const row of studentBufferRows(trace)) {
    const { candidateId, directive } = row.state;
    if (row.reward <= LEAST_REWARD || directive === null) continue;
    const known = best.get(candidateId);
    if (known === undefined || row.reward > known.reward) best.set(candidateId, row);
  }
  const split = splitOf(baseTaskId(trace.taskId));
  return [...best.values()].flatMap(({ taskId, traceDigest, state, next }) => {
    const { facts, program, csa, candidateId, directive } = state;
    const directives = asked.get(candidateId) ?? [];
    const chosen = directives.findIndex((one) => one.directiveId === directive?.directiveId);
    if (chosen < 0 || directives.length < 2) return [];
    const tokens = factTokens(facts, next.csa.pairs.length);
    const options = directiveFeatures({ program, csa, tokens }, directives);
    return [{ taskId, split, traceDigest, choice: { options, chosen } }];
  });
}
