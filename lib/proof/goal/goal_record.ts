import * as z from "zod";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import type { Goal } from "./goal.ts";

/** A goal as a row of a file (`proof.goal/1`): the bank's shape, and where it was found. */
export const goalRecord = defineRecord({
  name: "proof.goal",
  version: 1,
  fields: z.strictObject({
    id: z.string(),
    goal: z.string(),
    context: z.array(z.string()),
    difficulty: z.number().min(0).max(1),
    priority: z.number().min(0).max(1),
    category: z.string(),
    file: z.string(),
    /** Both 1-based, of the first `sorry`. */
    line: z.int().min(1),
    column: z.int().min(1),
    /** How many of them the goal stands for. */
    sorries: z.int().min(1),
  }),
});

/** Where a goal was found. */
export interface GoalPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly sorries: number;
}

/** The row of a goal. */
export function goalLine(goal: Goal, place: GoalPlace): string {
  const { name: id, statement, context, difficulty, priority, category } = goal;
  return goalRecord.write({
    ...{ id, goal: statement, context: [...context], difficulty, priority, category },
    ...place,
  });
}
