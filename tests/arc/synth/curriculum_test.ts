import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { curriculumFiles } from "../../../lib/arc/synth/curriculum.ts";
import { CONCEPT_FAMILIES } from "../../../lib/arc/synth/families.ts";
import { readTasks } from "../../../lib/arc/task/read_tasks.ts";

const folder = new URL("../../../datasets/curriculum/", import.meta.url);

Deno.test("datasets/curriculum is what its generator makes, byte for byte", async () => {
  for (const [name, content] of Object.entries(curriculumFiles())) {
    // Not assertEquals: a difference of 300 kB of digits helps nobody.
    assert(
      await Deno.readTextFile(new URL(name, folder)) === content,
      `${name} differs; run \`deno task curriculum\``,
    );
  }
});

Deno.test("the curriculum reads as a batch, with every concept family and known answers", async () => {
  const path = decodeURIComponent(new URL("curriculum.jsonl", folder).pathname);
  const tasks = await Array.fromAsync(readTasks(path));
  assert(tasks.length >= 130 && tasks.length <= 150);
  const families = new Set(tasks.map(({ task }) => task.taskId.split("-")[0]));
  assertEquals(families.size, CONCEPT_FAMILIES.length);
  assert(
    tasks.every(({ task, answers }) =>
      task.concept !== undefined && task.difficulty !== undefined &&
      answers.testOutputs.every((grid) => grid !== null)
    ),
  );
});

Deno.test("another seed gives another curriculum", () => {
  assertNotEquals(curriculumFiles(1)["manifest.json"], curriculumFiles(2)["manifest.json"]);
});
