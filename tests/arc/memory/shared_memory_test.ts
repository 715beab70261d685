import { assert, assertEquals } from "@std/assert";
import { fragmentsOf } from "../../../lib/arc/memory/fragments_of.ts";
import { openMemory } from "../../../lib/arc/memory/open_memory.ts";
import { repairsOf } from "../../../lib/arc/memory/repairs_of.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { tracesOf } from "./_memory_writer.ts";
import { inFolder, limits, queryOf } from "./_traces.ts";

const script = new URL("./_memory_writer.ts", import.meta.url).pathname;

function writer(folder: string, name: string, episodes: number, batch: number): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, folder, name, String(episodes), String(batch)],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

Deno.test("two processes that remember 1,000 episodes each lose nothing and count everything once", () =>
  inFolder(async (folder) => {
    const endings = ["left", "right"].map((name) => writer(folder, name, 1000, 16).output());
    for (const { code } of await Promise.all(endings)) assertEquals(code, 0);
    const traces = ["left", "right"].flatMap((name) => tracesOf(name, 1000));
    await using memory = await openMemory(folder);
    const counts = await memory.counts("default");
    assertEquals(counts.episodes, 2000);
    const candidates = traces.map((trace) => trace.iterations[0]!.candidates.length);
    assertEquals(counts.attempts, candidates.reduce((sum, count) => sum + count, 0));
    const golds = traces.filter((trace) => trace.outcome.solved)
      .map((trace) => trace.iterations[0]!.candidates.at(-1)!.program);
    assertEquals(counts.gold_solutions, golds.length);
    const fragments = new Set(golds.flatMap(fragmentsOf).map((one) => one.fragmentId));
    assertEquals(counts.fragments, fragments.size);
    const repairs = traces.flatMap(repairsOf).map((one) => `${one.errorType} ${one.opsSignature}`);
    assertEquals(counts.cases, new Set(repairs).size);
    assertEquals([...Deno.readDirSync(`${folder}/blobs`)].length, 2000);
    const query = queryOf("q", traces[0]!.facts);
    const { repairCases } = await (await memory.snapshot("default"))
      .retrieveForRuler(query, { ...limits, repairCases: 10_000, maxBytes: 1e9 });
    const improved = repairCases.reduce((sum, one) => sum + one.improved, 0);
    assertEquals(improved, traces.flatMap(repairsOf).flatMap((one) => one.deltas).length);
  }));

Deno.test("a writer killed with -9 at any moment leaves a memory that opens, counts right and goes on", () =>
  inFolder(async (folder) => {
    const prng = createPrng(11);
    const episodes = 160;
    for (let kill = 0; kill < 4; kill++) {
      const child = writer(folder, "killed", episodes, 4);
      const reader = child.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, prng.between(0, 60)));
      child.kill("SIGKILL");
      while (!(await reader.read()).done);
      await child.status;
      await using memory = await openMemory(folder);
      const { episodes: counted, attempts } = await memory.counts("default");
      assert(counted >= 4 && counted <= episodes);
      // Batches are whole or absent, so the first `counted` traces are what is there.
      const traces = tracesOf("killed", episodes).slice(0, counted);
      const candidates = traces.map((trace) => trace.iterations[0]!.candidates.length);
      assertEquals(attempts, candidates.reduce((sum, count) => sum + count, 0));
      const snapshot = await memory.snapshot("default");
      assertEquals(snapshot.episodes, counted);
      await snapshot.retrieveForRuler(queryOf("q", traces[0]!.facts), limits);
    }
    assertEquals((await writer(folder, "killed", episodes, 40).output()).code, 0);
    await using memory = await openMemory(folder);
    await using whole = await openMemory(`${folder}/whole`);
    await whole.record("default", tracesOf("killed", episodes));
    assertEquals(await memory.counts("default"), await whole.counts("default"));
    const [left, right] = [await memory.snapshot("default"), await whole.snapshot("default")];
    assertEquals(left.digest, right.digest);
    const query = queryOf("q", tracesOf("killed", 1)[0]!.facts);
    assertEquals(
      await left.retrieveForRuler(query, limits),
      await right.retrieveForRuler(query, limits),
    );
  }));
