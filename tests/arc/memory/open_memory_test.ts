import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import { bytesOf } from "../../../lib/arc/memory/bundle.ts";
import { openMemory } from "../../../lib/arc/memory/open_memory.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import {
  facts,
  inFolder,
  limits,
  motions,
  near,
  queryOf,
  randomTrace,
  solved,
  start,
  traceOf,
} from "./_traces.ts";

Deno.test("a solved task is remembered with attempts, solution, fragments and the repair that did it", () =>
  inFolder(async (folder) => {
    await using memory = await openMemory(folder);
    assertEquals(await memory.record("default", [solved("a", ["flip_x", "turn90"])]), 1);
    assertEquals(await memory.counts("default"), {
      episodes: 1,
      attempts: 2,
      gold_solutions: 1,
      fragments: 3,
      cases: 1,
    });
    const snapshot = await memory.snapshot("default");
    const { solvedExamples, repairCases } = await snapshot.retrieveForRuler(
      queryOf("b", near),
      limits,
    );
    assertEquals(solvedExamples.map((one) => one.program), [motions("flip_x", "turn90")]);
    assertEquals(solvedExamples[0]!.similarity, 1);
    assertEquals(repairCases.map(({ seen, improved, bestEdit }) => [seen, improved, bestEdit.op]), [
      [1, 1, "reorient"],
    ]);
    const { episodes, cases, features } = await snapshot.retrieveForCritic(
      queryOf("b", near),
      limits,
    );
    assertEquals(episodes[0]?.edits, [{ op: "reorient", tried: 1, improved: 1 }]);
    assertEquals(cases[0]?.op, "reorient");
    assertEquals(features, { nearest: 1, solvedShare: 1, "edit.reorient": 0.666667 });
  }));

Deno.test("a trace recorded again counts nothing twice, alone, in one batch or in a later process", () =>
  inFolder(async (folder) => {
    const traces = [solved("a"), solved("b"), solved("a")];
    const first = await openMemory(folder);
    assertEquals(await first.record("default", traces), 2);
    const counts = await first.counts("default");
    const cases = (await first.snapshot("default")).retrieveForRuler(queryOf("c", near), limits);
    const before = await cases;
    await first.close();
    await using second = await openMemory(folder);
    assertEquals(await second.record("default", traces), 0);
    assertEquals(await second.counts("default"), counts);
    const snapshot = await second.snapshot("default");
    assertEquals(await snapshot.retrieveForRuler(queryOf("c", near), limits), before);
    assertEquals(before.repairCases[0]?.improved, 2);
  }));

Deno.test("case statistics move on strict improvement only", () =>
  inFolder(async (folder) => {
    await using memory = await openMemory(folder);
    const tried = (taskId: string, exact: number) =>
      traceOf(taskId, near, [
        { ...start, exact: 0.5 },
        { program: motions("turn90"), exact, seed: 0, edit: "mutate_param" },
      ]);
    await memory.record("default", [tried("worse", 0.25), tried("equal", 0.5)]);
    assertEquals((await memory.counts("default")).cases, 0);
    await memory.record("default", [tried("better", 0.75)]);
    const casesNow = async () => {
      const snapshot = await memory.snapshot("default");
      return (await snapshot.retrieveForRuler(queryOf("q", near), limits)).repairCases;
    };
    const once = await casesNow();
    assertEquals([once[0]?.seen, once[0]?.improved], [1, 1]);
    await memory.record("default", [tried("worse again", 0)]);
    assertEquals(await casesNow(), once);
    await memory.record("default", [tried("best", 1)]);
    const [twice] = await casesNow();
    assertEquals([twice?.seen, twice?.improved], [2, 2]);
    assertGreater(twice!.bestEdit.delta, once[0]!.bestEdit.delta);
    assertGreater(twice!.meanDelta, once[0]!.meanDelta);
  }));

Deno.test("a task's own solution and repair, and its variants', are given only when asked for", () =>
  inFolder(async (folder) => {
    await using memory = await openMemory(folder);
    await memory.record("default", [solved("a"), solved("a~mirrored")]);
    const snapshot = await memory.snapshot("default");
    for (const taskId of ["a", "a~recoloured"]) {
      const query = queryOf(taskId, near);
      assertEquals(await snapshot.retrieveForRuler(query, limits), {
        solvedExamples: [],
        repairCases: [],
        macros: [],
      });
      assertEquals((await snapshot.retrieveForCritic(query, limits)).episodes, []);
      const own = await snapshot.retrieveForRuler({ ...query, ownTask: true }, limits);
      assertEquals([own.solvedExamples.length, own.repairCases.length], [1, 1]);
    }
    assertEquals(
      (await snapshot.retrieveForRuler(queryOf("b", near), limits)).solvedExamples.length,
      1,
    );
  }));

Deno.test("the most similar task comes first, and rare facts say more than common ones", () =>
  inFolder(async (folder) => {
    await using memory = await openMemory(folder);
    const told = (id: string, motion: string, ...names: string[]) =>
      traceOf(id, facts("size.same a", ...names), [{ program: motions(motion), exact: 1 }]);
    await memory.record("default", [
      told("common", "turn90", "palette.same b"),
      told("rare", "flip_x", "motion.gravity c"),
      told("other", "flip_y", "palette.same b"),
      told("far", "turn180", "panels.grid d", "panels.line e"),
    ]);
    const snapshot = await memory.snapshot("default");
    const query = queryOf("q", facts("size.same a", "palette.same b", "motion.gravity c"));
    const { solvedExamples } = await snapshot.retrieveForRuler(query, limits);
    assertEquals(solvedExamples.map((one) => one.taskId)[0], "rare");
    assertEquals(solvedExamples.at(-1)?.taskId, "far");
    const two = await snapshot.retrieveForRuler(query, { ...limits, solvedExamples: 2 });
    assertEquals(two.solvedExamples, solvedExamples.slice(0, 2));
  }));

Deno.test("two namespaces never leak into each other", () =>
  inFolder(async (folder) => {
    const prng = createPrng(5);
    await using memory = await openMemory(`${folder}/both`);
    await using alone = await openMemory(`${folder}/alone`);
    for (let round = 0; round < 6; round++) {
      const mine = Array.from({ length: 8 }, (_, i) => randomTrace(prng, `m${round}-${i}`));
      const theirs = Array.from({ length: 8 }, (_, i) => randomTrace(prng, `t${round}-${i}`));
      // The same trace may stand in both; the order in which they are written is mixed.
      await memory.record("theirs", [...theirs, mine[0]!]);
      await memory.record("mine", mine);
      await alone.record("mine", mine);
      const shared = await memory.snapshot("mine"), single = await alone.snapshot("mine");
      assertEquals([shared.episodes, shared.digest], [single.episodes, single.digest]);
      for (const { taskId, facts } of [...theirs, ...mine]) {
        const query = queryOf(`${taskId}-new`, facts);
        assertEquals(
          await shared.retrieveForRuler(query, limits),
          await single.retrieveForRuler(query, limits),
        );
        const critic = await shared.retrieveForCritic(query, limits);
        assertEquals(critic, await single.retrieveForCritic(query, limits));
        assert(critic.episodes.every((episode) => episode.taskId.startsWith("m")));
      }
    }
    assertEquals((await memory.snapshot("nobody's")).episodes, 0);
  }));

Deno.test("bundles never exceed the byte limit nor their ks, at any limit", () =>
  inFolder(async (folder) => {
    const prng = createPrng(6);
    await using memory = await openMemory(folder);
    await memory.record(
      "default",
      Array.from({ length: 60 }, (_, i) => randomTrace(prng, `ü${i}`)),
    );
    const snapshot = await memory.snapshot("default");
    for (let maxBytes = 64; maxBytes < 30_000; maxBytes = Math.ceil(maxBytes * 1.3)) {
      const k = prng.below(7);
      const all = { episodes: k, cases: k, solvedExamples: k, repairCases: k, macros: k, maxBytes };
      const query = queryOf("q", randomTrace(prng, "q").facts);
      const ruler = await snapshot.retrieveForRuler(query, all);
      const critic = await snapshot.retrieveForCritic(query, all);
      for (const bundle of [ruler, critic]) {
        assert(bytesOf(bundle) <= maxBytes, `${bytesOf(bundle)} > ${maxBytes}`);
        for (const list of Object.values(bundle)) assert(!Array.isArray(list) || list.length <= k);
      }
      assertEquals(await snapshot.retrieveForRuler(query, all), ruler);
    }
  }));

Deno.test("a snapshot stays as it was, and is found again by its number of episodes", () =>
  inFolder(async (folder) => {
    const prng = createPrng(7);
    await using memory = await openMemory(folder);
    const traces = Array.from({ length: 40 }, (_, i) => randomTrace(prng, `t${i}`));
    await memory.record("default", traces.slice(0, 20));
    const early = await memory.snapshot("default");
    const query = queryOf("q", traces[3]!.facts);
    const bundle = await early.retrieveForRuler(query, limits);
    const critic = await early.retrieveForCritic(query, limits);
    await memory.record("other", traces.slice(10, 30));
    await memory.record("default", traces.slice(20));
    assertEquals(await early.retrieveForRuler(query, limits), bundle);
    const again = await memory.snapshot("default", 20);
    assertEquals([again.episodes, again.digest], [20, early.digest]);
    assertEquals(await again.retrieveForRuler(query, limits), bundle);
    assertEquals(await again.retrieveForCritic(query, limits), critic);
    const late = await memory.snapshot("default");
    assert(late.digest !== early.digest);
    await assertRejects(
      () => memory.snapshot("default", 41),
      UserError,
      "expected the 41 episodes",
    );
  }));

Deno.test("test outputs are not remembered: what is known of them changes no byte", () =>
  inFolder(async (folder) => {
    for (const testCorrect of [true, false]) {
      const sketch = [{ program: motions("flip_x"), exact: 1 }];
      await using memory = await openMemory(`${folder}/${testCorrect}`);
      await memory.record("default", [traceOf("a", near, sketch, { testCorrect })]);
    }
    const blobs = (name: string) =>
      [...Deno.readDirSync(`${folder}/${name}/blobs`)].map((one) => one.name);
    assertEquals(blobs("true"), blobs("false"));
    const [name] = blobs("true");
    const text = await Deno.readTextFile(`${folder}/true/blobs/${name}`);
    assert(!text.includes("testCorrect"));
  }));

Deno.test("a damaged or missing blob ends a retrieval in one line that names it", () =>
  inFolder(async (folder) => {
    await using memory = await openMemory(folder);
    const trace = solved("a");
    await memory.record("default", [trace]);
    const retrieve = async () =>
      await (await memory.snapshot("default")).retrieveForRuler(queryOf("b", near), limits);
    await Deno.writeTextFile(`${folder}/blobs/${trace.digest}`, "{}");
    await assertRejects(retrieve, UserError, `${trace.digest}: damaged`);
    await Deno.remove(`${folder}/blobs/${trace.digest}`);
    await assertRejects(retrieve, UserError, `${trace.digest}: no such file`);
  }));
