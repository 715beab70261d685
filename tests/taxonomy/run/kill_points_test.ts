import { assert, assertEquals, assertGreater } from "@std/assert";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { forgetfulDisk } from "../_forgetful_disk.ts";
import { mortalDisk } from "../_mortal_disk.ts";
import { runReal } from "../_real_run.ts";
import { lastingFiles } from "../_toy.ts";

const SCRIPT = decodeURIComponent(new URL("./_killed_run.ts", import.meta.url).pathname);
const STEPS = [
  "S0/a.txt",
  ...["statements", "placement", "support", "L0", "L1", "L2", "L3"].map((step) => `S1/${step}`),
  "S2/consolidate",
  "S3/verify",
  "assembly/tree",
];
const never = () => {
  throw new Error("this disk is not to fail");
};

async function killedAt(runs: string, at: number): Promise<void> {
  const { signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", SCRIPT, runs, String(at)],
    stderr: "null",
  }).output();
  assertEquals(signal, "SIGKILL", `killed at change ${at}`);
}

/** Steps that were whole when the process ended. */
function stepsOn(folder: string): readonly string[] {
  return STEPS.filter((step) => {
    try {
      return Deno.statSync(`${folder}/${step}/step.json`).isFile;
    } catch {
      return false;
    }
  });
}

Deno.test("killed at any change of the disk, from texts to tree, a run resumes to the bytes of one that was never stopped, and repeats no finished step", () =>
  inTempFolder(async (temp) => {
    const disk = mortalDisk(-1, never);
    const whole = await runReal({ runs: `${temp}/whole`, fs: disk });
    assertEquals([whole.error, whole.executed], [undefined, STEPS]);
    const expected = await lastingFiles(whole.folder);
    for (const file of ["S0/a.txt/quarantine", "S2/consolidate/operations", "S3/verify/findings"]) {
      assert((expected.get(`/${file}.jsonl`) ?? "") !== "", file);
    }
    assertGreater(disk.changes, 100);
    const points = Array.from({ length: disk.changes }, (_, at) => at);
    let left = 0;
    const check = async (at: number): Promise<void> => {
      const runs = `${temp}/killed-${at}`;
      const folder = `${runs}/${whole.runId}`;
      await killedAt(runs, at);
      const done = stepsOn(folder);
      left += done.length;
      const resumed = await runReal({ runs, fs: forgetfulDisk });
      assertEquals(resumed.error, undefined, `resumed after change ${at}`);
      assertEquals(resumed.executed, STEPS.filter((step) => !done.includes(step)), `change ${at}`);
      assertEquals(await lastingFiles(folder), expected, `change ${at}`);
      await Deno.remove(runs, { recursive: true });
    };
    const workers = Array.from({ length: 2 }, async () => {
      for (let at = points.shift(); at !== undefined; at = points.shift()) await check(at);
    });
    await Promise.all(workers);
    assertGreater(left, disk.changes);
  }));
