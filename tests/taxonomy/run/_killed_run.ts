import { mortalDisk } from "../_mortal_disk.ts";
import { runReal } from "../_real_run.ts";

/** Runs the phases in a folder and kills its own process, as `kill -9` would, at a given change. */
const [runs, at] = Deno.args as [string, string];
const fs = mortalDisk(Number(at), () => {
  Deno.kill(Deno.pid, "SIGKILL");
  // The signal ends the process before this loop does.
  for (;;) { /* waiting for the end */ }
});
const { error } = await runReal({ runs, fs });
if (error !== undefined) throw error;
