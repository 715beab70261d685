import * as z from "zod";

/** The four levels, from broad fields (0) to single topics (3). */
export const LEVELS = [0, 1, 2, 3] as const;

/** One of the four levels. */
export type Level = (typeof LEVELS)[number];

/** Schema of a level. */
export const levelSchema: z.ZodType<Level> = z.literal(LEVELS);

/** The name of a level in policies, steps and reports. */
export type LevelName = `L${Level}`;

/** `L0` … `L3`. */
export function levelName(level: Level): LevelName {
  return `L${level}`;
}
