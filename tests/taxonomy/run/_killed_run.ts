import { mortalDisk } from "../_mortal_disk.ts";
import { KILL_FILES, runToy, toyCorpus } from "../_toy.ts";

/** Runs the toy phases in a folder and kills its own process, as `kill -9` would, at a given change. */
const [runs, at, base] = Deno.args as [string, string, string | undefined];
const fs = mortalDisk(Number(at), () => {
  Deno.kill(Deno.pid, "SIGKILL");
  // The signal ends the process before this loop does.
  for (;;) { /* waiting for the end */ }
});
const { error } = await runToy({
  runs,
  fs,
  corpus: toyCorpus(KILL_FILES),
  ...(base === undefined ? {} : { base }),
});
if (error !== undefined) throw error;
