import { assert, assertEquals, assertGreater } from "@std/assert";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { mortalDisk } from "../_mortal_disk.ts";
import { KILL_FILES, lastingFiles, runToy, toyCorpus } from "../_toy.ts";

const SCRIPT = decodeURIComponent(new URL("./_killed_run.ts", import.meta.url).pathname);
const corpus = toyCorpus(KILL_FILES);
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

Deno.test("killed at any change of the disk, a run resumes to the bytes of one that was never stopped", () =>
  inTempFolder(async (temp) => {
    const disk = mortalDisk(-1, never);
    const whole = await runToy({ runs: `${temp}/whole`, corpus, fs: disk });
    const expected = await lastingFiles(whole.folder);
    assertGreater(disk.changes, 60);
    const points = Array.from({ length: disk.changes }, (_, at) => at);
    const check = async (at: number): Promise<void> => {
      const runs = `${temp}/killed-${at}`;
      await killedAt(runs, at);
      const resumed = await runToy({ runs, corpus });
      assertEquals(resumed.error, undefined, `resumed after change ${at}`);
      assertEquals(await lastingFiles(`${runs}/${whole.runId}`), expected, `change ${at}`);
      const again = await runToy({ runs, corpus });
      assertEquals(again.executed, [], `run again after change ${at}`);
      await Deno.remove(runs, { recursive: true });
    };
    const workers = Array.from({ length: 2 }, async () => {
      for (let at = points.shift(); at !== undefined; at = points.shift()) await check(at);
    });
    await Promise.all(workers);
  }));

Deno.test("a step that is on the disk when the process is killed is not executed again", () =>
  inTempFolder(async (temp) => {
    const disk = mortalDisk(-1, never);
    await runToy({ runs: `${temp}/whole`, corpus, fs: disk });
    let repeated = 0;
    for (let at = 3; at < disk.changes; at += 9) {
      const runs = `${temp}/cut-${at}`;
      const before = await runToy({
        runs,
        corpus,
        fs: mortalDisk(at, () => {
          throw new Error("cut off");
        }),
      });
      const done = before.events.flatMap((event) =>
        event.kind === "step_done" ? [`${event.phase}/${event.step}`] : []
      );
      const { executed, error } = await runToy({ runs, corpus });
      assertEquals(error, undefined);
      const setAside = before.events.some((event) => event.kind === "phase_failed");
      if (!setAside) assert(done.every((step) => !executed.includes(step)), `change ${at}`);
      repeated += executed.length;
    }
    assertGreater(repeated, 0);
  }));
