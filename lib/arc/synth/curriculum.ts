import { type CardContent, renderCard } from "../../dataset/dataset_card.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import type { ParsedTask } from "../task/parse_task.ts";
import { taskLine } from "../task/write_tasks.ts";
import { DIFFICULTIES } from "./concept_family.ts";
import { CONCEPT_FAMILIES } from "./families.ts";
import { GENERATOR_VERSION, makeTask } from "./make_task.ts";

/** The seed of the curriculum that comes with the house. */
export const CURRICULUM_SEED = 2026;

/** The files of a curriculum, by name. */
export interface CurriculumFiles {
  readonly "curriculum.jsonl": string;
  readonly "README.md": string;
  readonly "manifest.json": string;
}

/**
 * The curriculum: of every concept family two difficulties out of three, going round from family to family.
 *
 * Same seed, same bytes.
 */
export function curriculumFiles(seed = CURRICULUM_SEED): CurriculumFiles {
  const tasks = curriculumTasks(seed);
  const rows = tasks.map((task) => `${taskLine(task)}\n`).join("");
  const manifest = {
    schema: "arc.curriculum/1",
    generator: GENERATOR_VERSION,
    seed,
    rows: tasks.length,
    families: CONCEPT_FAMILIES.length,
    bytes: new TextEncoder().encode(rows).length,
    sha256: sha256(rows),
  };
  return {
    "curriculum.jsonl": rows,
    "README.md": renderCard(cardOf(tasks, seed)),
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
  };
}

function curriculumTasks(seed: number): ParsedTask[] {
  return CONCEPT_FAMILIES.flatMap((family, i) => {
    const left = DIFFICULTIES[(i + 2) % DIFFICULTIES.length];
    return DIFFICULTIES.filter((difficulty) => difficulty !== left)
      .map((difficulty) => makeTask(family, difficulty, seed, 0));
  });
}

function cardOf(tasks: readonly ParsedTask[], seed: number): CardContent {
  const tally = (key: "concept" | "difficulty") => {
    const counts = new Map<string, number>();
    for (const { task } of tasks) counts.set(task[key]!, (counts.get(task[key]!) ?? 0) + 1);
    return [...counts].map(([name, value]) => ({ name: `${key}: ${name}`, value }));
  };
  return {
    title: "ARC curriculum",
    config: "curriculum",
    license: "mit",
    summary:
      `Abstraction-and-reasoning tasks of ${CONCEPT_FAMILIES.length} concept families, one task a row. Each ` +
      "shows input and output grids of a hidden rule and asks for the output of one more input.",
    files: { train: "curriculum.jsonl" },
    fields: [
      { name: "task_id", type: "string", meaning: "`<family>-<difficulty>-<index>`" },
      { name: "concept", type: "string", meaning: "the group of the task's family" },
      { name: "difficulty", type: "string", meaning: "easy, medium or hard" },
      { name: "train", type: "list of {input, output}", meaning: "three or four solved pairs" },
      {
        name: "test",
        type: "list of {input, output}",
        meaning: "one pair; its output is for scoring only",
      },
      {
        name: "input, output",
        type: "list of rows of 0–9",
        meaning: "grids of 1–30 × 1–30 colours",
      },
    ],
    counts: [
      { name: "tasks", value: tasks.length },
      ...tally("difficulty"),
      ...tally("concept"),
    ],
    method: [
      `Made by \`deno task curriculum\` (generator \`${GENERATOR_VERSION}\`, seed ${seed}); the same command gives the same bytes. \`deno task synth-tasks\` makes any number of further tasks.`,
      "A family draws the hidden rule, then pairs under it. A task is thrown away when grids are invalid, an input repeats, nothing changes, all outputs are equal, the test shows a colour the train pairs do not, or a rival rule (a motion, a colour map, gravity, a shift, another choice of object) fits the train pairs but not the test.",
      ...CONCEPT_FAMILIES.map((family) => `\`${family.name}\` (${family.concept}): ${family.doc}`),
    ],
    runDigests: [],
    limits: [
      "The tasks follow concepts of the public ARC corpus but none of its tasks; solving them does not predict a score on it.",
      "That a rule is the only one the pairs allow is checked against those rivals only.",
    ],
  };
}
