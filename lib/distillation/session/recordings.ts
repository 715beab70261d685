/** Files of a session that it is resumed and replayed from: what was bought, not what was decided. */
export const RECORDINGS: readonly string[] = ["student_runs.jsonl", "model_calls.jsonl"];
