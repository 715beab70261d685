import { assertEquals, assertMatch } from "@std/assert";
import { denoFileSystem } from "../../../lib/substrate/records/file_system.ts";
import { smallDisk } from "../../../lib/substrate/records/small_disk.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { lastingFiles, runToy, toyCorpus } from "../_toy.ts";

Deno.test("a disk that runs full ends the run in one line; with room it goes on to the same bytes", () =>
  inTempFolder(async (temp) => {
    const corpus = toyCorpus({ "a.txt": "0 science\n1 physics < science\nx\n" });
    const whole = await runToy({ runs: `${temp}/whole`, corpus });
    const expected = await lastingFiles(whole.folder);
    let failures = 0;
    for (let room = 2000; room < 60_000; room += 6500) {
      const runs = `${temp}/${room}`;
      const cut = await runToy({ runs, corpus, fs: smallDisk(denoFileSystem, { room }) });
      if (cut.error !== undefined) {
        failures++;
        assertMatch(cut.error.message, /^[^\n]+: no space left on the device$/);
      }
      const { error } = await runToy({ runs, corpus });
      assertEquals([error, await lastingFiles(`${runs}/${whole.runId}`)], [undefined, expected]);
    }
    assertEquals(failures > 3, true);
  }));
