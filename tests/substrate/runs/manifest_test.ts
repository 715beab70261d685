import { assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import {
  manifestDigestOf,
  manifestRecord,
  readManifest,
  startManifest,
} from "../../../lib/substrate/runs/mod.ts";
import { manualClock } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

const start = {
  runId: "r",
  attempt: 1,
  command: "arc",
  options: { k: [1, null, "ä"] },
  seeds: { main: 7 },
  inputs: [{ path: "a", digest: "d", rows: 1 }],
  versions: { baton: "0", deno: "0", dependencies: "-" },
  phases: [{ name: "solve", codeHash: "1" }, { name: "report", codeHash: "1" }],
};

Deno.test("the file follows every change, and ends on the last of changes made at once", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/manifest.json`;
    const clock = manualClock(1000);
    const writer = await startManifest(path, start, { clock });
    assertEquals((await readManifest(path))?.phases.map((phase) => phase.state), [
      "pending",
      "pending",
    ]);
    clock.advance(2500);
    await Promise.all([
      writer.phase("solve", { state: "running" }),
      writer.phase("solve", { state: "done" }),
      writer.phase("report", { state: "running" }),
      writer.exit(0, "done"),
    ]);
    const read = await readManifest(path);
    assertEquals(read, writer.current);
    assertEquals(read?.phases.map((phase) => phase.state), ["done", "running"]);
    assertEquals(read?.timing.seconds, 2.5);
    assertThrows(() => void writer.phase("no such", {}), RangeError, "no such");
  }));

Deno.test("the digest leaves out timing and itself, and nothing else", () =>
  inTempFolder(async (folder) => {
    const digest = async (name: string, change: object, at: number) => {
      const options = { clock: manualClock(at) };
      const writer = await startManifest(`${folder}/${name}`, { ...start, ...change }, options);
      return writer.current.manifestDigest;
    };
    const one = await digest("a", {}, 0);
    assertEquals(await digest("b", {}, 99_999), one);
    assertNotEquals(await digest("c", { attempt: 2 }, 0), one);
    assertNotEquals(await digest("d", { execution: { workers: 2 } }, 0), one);
    const read = await readManifest(`${folder}/a`);
    assertEquals(manifestDigestOf(read!), one);
  }));

Deno.test("a manifest of another shape is neither written nor read", async () => {
  await assertRejects(
    () => startManifest("/nowhere/m.json", { ...start, attempt: 0 }, { clock: manualClock() }),
    TypeError,
  );
  assertThrows(() => manifestRecord.read({ schema: "run.manifest/2" }), Error, "newer version");
  assertEquals(await readManifest("/nowhere/m.json"), undefined);
});

Deno.test("phases that an earlier attempt finished keep their state, reason and duration", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/manifest.json`;
    const clock = manualClock(0);
    const phases = [
      { name: "solve", codeHash: "1", state: "done" as const, outputs: [] },
      { name: "report", codeHash: "1" },
    ];
    const durations = { solve: { durationSec: 3 } };
    const writer = await startManifest(path, { ...start, phases }, { clock, durations });
    await writer.phase("report", { state: "skipped", reason: "no disk" }, 0.5);
    const read = await readManifest(path);
    assertEquals(read?.phases.map(({ state, reason }) => [state, reason]), [
      ["done", undefined],
      ["skipped", "no disk"],
    ]);
    assertEquals(read?.timing.phases, { ...durations, report: { durationSec: 0.5 } });
  }));
