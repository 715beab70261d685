import type { CardField } from "./dataset_card.ts";

/** A preference as TRL trains on it. */
export interface TrlPreference {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** A chain of steps with its first error, as ProcessBench has it; −1: no error. */
export interface ProcessBenchRow {
  readonly id: string;
  readonly generator: string;
  readonly problem: string;
  readonly steps: readonly string[];
  readonly final_answer_correct: boolean;
  readonly label: number;
}

/** The fields of {@linkcode TrlPreference} for a card. */
export const TRL_FIELDS: readonly CardField[] = [
  { name: "prompt", type: "string", meaning: "what is asked" },
  { name: "chosen", type: "string", meaning: "the better answer" },
  { name: "rejected", type: "string", meaning: "the worse answer" },
];

/** The fields of {@linkcode ProcessBenchRow} for a card. */
export const PROCESS_BENCH_FIELDS: readonly CardField[] = [
  { name: "id", type: "string", meaning: "names the chain of steps" },
  { name: "generator", type: "string", meaning: "what made it" },
  { name: "problem", type: "string", meaning: "what was to be solved" },
  { name: "steps", type: "list of string", meaning: "the steps in order" },
  { name: "final_answer_correct", type: "bool", meaning: "the chain reaches the right answer" },
  { name: "label", type: "int", meaning: "the first wrong step from 0; -1: none" },
];
