import { assert, assertEquals } from "@std/assert";
import { taskFileName } from "../../../lib/arc/trace/task_file_name.ts";

Deno.test("taskFileName() keeps plain ids as they are", () => {
  assertEquals(taskFileName("007bbfb7"), "task_007bbfb7.json");
  assertEquals(taskFileName("1d_denoising_1c.x-2"), "task_1d_denoising_1c.x-2.json");
});

Deno.test("taskFileName() gives every odd id a safe, short and different name", () => {
  const ids = [
    "..",
    ".",
    "../../etc/passwd",
    "a/b",
    "a_b",
    "a\\b",
    "größe",
    "gro\u0308ße",
    "任务",
    " ",
    "a b",
    "CON:",
    "x".repeat(120),
    "x".repeat(121),
    "x".repeat(200),
    "任".repeat(66),
    "🙂".repeat(50),
    "-",
    "a~b",
    "a\u202eb",
    "\u0000",
  ];
  const names = ids.map(taskFileName);
  assertEquals(new Set(names).size, ids.length);
  for (const name of names) {
    assert(/^task_[\p{L}\p{M}\p{N}_.~-]+\.json$/u.test(name), name);
    assert(new TextEncoder().encode(name).length <= 230, name);
  }
});
