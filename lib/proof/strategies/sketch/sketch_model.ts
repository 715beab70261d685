import * as z from "zod";
import type { AskModel } from "../ask_model.ts";

/** A way to prove a goal: facts to state first, and the tactic that ends the goal with them. */
export interface ProposedSketch {
  readonly facts: readonly { readonly name: string; readonly statement: string }[];
  /** May be empty. */
  readonly finish: string;
}

/** Proposes decompositions; Lean says whether the goal follows from their facts, and proves the facts. */
export interface SketchModel {
  /** Digest of its spec. */
  readonly digest: string;
  /** Sketches of a goal as Lean prints it; none where the model has no usable answer. */
  propose(goal: string): Promise<readonly ProposedSketch[]>;
}

/** What a sketch's model answers. */
export const sketchesForm = z.strictObject({
  sketches: z.array(z.strictObject({
    facts: z.array(z.strictObject({ name: z.string(), statement: z.string() })),
    finish: z.string(),
  })),
});

const SKETCHES = 3, FACTS = 6;
const NAME = /^[\p{L}_][\p{L}\p{N}_']*$/u;

const PROMPT = `You plan proofs in Lean 4. You are given a goal as Lean prints it, hypotheses first.
Answer with JSON {"sketches": [{"facts": [{"name": "h1", "statement": "..."}], "finish": "..."}]}:
at most ${SKETCHES} sketches, the best first, each with at most ${FACTS} facts. A fact is stated by
"have h1 : statement" under the hypotheses of the goal and the facts before it; it should be easier to
prove than the goal. "finish" is one tactic that proves the goal from the facts, or empty.`;

/**
 * A sketch model behind an endpoint.
 *
 * Source: A. Q. Jiang et al., "Draft, Sketch, and Prove", 2023, without the informal draft.
 */
export function endpointSketches(ask: AskModel, digest: string): SketchModel {
  return {
    digest,
    propose: async (goal) => {
      const answer = await ask([
        { role: "system", content: PROMPT },
        { role: "user", content: goal },
      ]);
      const { sketches } = answer === undefined ? { sketches: [] } : sketchesForm.parse(answer);
      return sketches.slice(0, SKETCHES).filter(({ facts }) =>
        facts.length > 0 && facts.length <= FACTS && facts.every(({ name }) => NAME.test(name))
      );
    },
  };
}
