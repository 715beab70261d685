import { assert, assertEquals, assertStringIncludes } from "@std/assert";

const root = new URL("../../", import.meta.url).pathname;
const folder = await Deno.makeTempDir({ prefix: "baton-circle-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("learning-curve goes round the whole circle and leaves a point per arm", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["task", "learning-curve", "--out-dir", folder, "--workers", "1"],
      ...["--train-tasks", "40", "--held-out-tasks", "3"],
      ...["--explore-budget", "3000", "--node-budget", "500"],
    ],
    cwd: root,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const said = new TextDecoder().decode(stderr);
  assertEquals(code, 0, said);
  const points = (await Deno.readTextFile(`${folder}/curve.jsonl`)).trim().split("\n")
    .map((line) => JSON.parse(line));
  const names = points.map(({ arm }) => arm);
  assertEquals(names.slice(0, 2), ["untrained", "+ ruler prior"]);
  assertEquals(names.at(-1), "+ memory");
  for (const { tasks, nodeBudget, gain } of points) {
    assertEquals([tasks, nodeBudget], [3, 500]);
    assert(gain.low <= gain.mean && gain.mean <= gain.high);
  }
  const rows = (await Deno.readTextFile(`${folder}/tasks.jsonl`)).trim().split("\n");
  assertEquals(rows.length, 3 * points.length);
  for (const name of names) assertStringIncludes(new TextDecoder().decode(stdout), name);
  // What could not be learned from so few tasks is said, not passed over.
  for (const missing of ["+ critic", "+ student"]) {
    if (!names.includes(missing)) assertStringIncludes(said, `${missing} is left out: expected`);
  }
});
