import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as z from "zod";
import { openOrderedEmitter, openUnitLog, planResume } from "../../../lib/substrate/runs/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

const unit = (index: number, payload = `ä${index}`) => ({ index, unit: `u${index}`, payload });

Deno.test("finished units survive, in the order in which they finished", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/units.jsonl`;
    const log = await openUnitLog<string>(path);
    await Promise.all([5, 0, 2000].map((index) => log.append(unit(index))));
    assertEquals([log.count, log.has(5), log.has(4)], [3, true, false]);
    await log.close();
    const again = await openUnitLog<string>(path);
    assertEquals((await Array.fromAsync(again.inOrder())).map((row) => row.payload), [
      "ä0",
      "ä5",
      "ä2000",
    ]);
    await assertRejects(() => again.read(1), RangeError);
    await again.close();
  }));

Deno.test("a unit finishes once: a second time is refused, also while the first is under way", () =>
  inTempFolder(async (folder) => {
    const log = await openUnitLog<string>(`${folder}/units.jsonl`);
    const first = log.append(unit(1));
    await assertRejects(() => log.append(unit(1)), RangeError);
    await first;
    await assertRejects(() => log.append(unit(1)), RangeError);
    await log.close();
    assertEquals((await Deno.readTextFile(`${folder}/units.jsonl`)).split("\n").length, 2);
  }));

Deno.test("a torn last row is cut off: its unit is not finished", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/units.jsonl`;
    const log = await openUnitLog<string>(path);
    for (const index of [0, 1]) await log.append(unit(index));
    await log.close();
    const { size } = await Deno.stat(path);
    await Deno.truncate(path, size - 3);
    const again = await openUnitLog<string>(path);
    assertEquals([again.count, again.has(0), again.has(1)], [1, true, false]);
    await again.append(unit(1, "anew"));
    assertEquals((await again.read(1)).payload, "anew");
    await again.close();
  }));

Deno.test("a damaged row and a payload of the wrong shape are named by file and line", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/units.jsonl`;
    const head = '{"schema":"run.unit/1","unit":"u","index":';
    await Deno.writeTextFile(path, `${head}0,"payload":1}\n{"x\n`);
    const torn = await assertRejects(() => openUnitLog(path), UserError);
    assertEquals(torn.message, `${path}:2: is not JSON: "{\\"x"`);
    await Deno.writeTextFile(path, `${head}0,"payload":1}\n${head}1,"payload":"x"}\n`);
    const wrong = await assertRejects(() => openUnitLog(path, { payload: z.int() }), UserError);
    assertEquals(wrong.message, `${path}:2: payload: expected a number, found "x"`);
  }));

Deno.test("two thousand units finished backwards come out in order", () =>
  inTempFolder(async (folder) => {
    const log = await openUnitLog<string>(`${folder}/units.jsonl`);
    const emitted: number[] = [];
    const emitter = await openOrderedEmitter<string>({
      log,
      outputs: { out: `${folder}/out.jsonl` },
      checkpoint: `${folder}/emitted.json`,
      emit: async ({ index, payload }, write) => {
        emitted.push(index);
        await write("out", [JSON.stringify(payload)]);
      },
    });
    const total = 2_000;
    const units = Array.from({ length: total }, (_, at) => unit(total - 1 - at));
    await Promise.all(units.map((one) => emitter.finish(one)));
    assertEquals(emitter.emitted, total);
    await emitter.close();
    await log.close();
    assertEquals(emitted, Array.from({ length: total }, (_, index) => index));
    const lines = (await Deno.readTextFile(`${folder}/out.jsonl`)).trimEnd().split("\n");
    assertEquals([lines.length, lines[7]], [total, '"ä7"']);
  }));

Deno.test("after a failure in emit every finish fails, and the next attempt writes what is missing", () =>
  inTempFolder(async (folder) => {
    const attempt = async (broken: boolean, indices: number[]) => {
      const log = await openUnitLog<string>(`${folder}/units.jsonl`);
      const emitter = await openOrderedEmitter<string>({
        log,
        outputs: { out: `${folder}/out.jsonl` },
        checkpoint: `${folder}/emitted.json`,
        checkpointEvery: 1,
        emit: async ({ index }, write) => {
          if (broken && index === 1) throw new Error("no trace file");
          await write("out", [`${index}`]);
        },
      });
      const results = await Promise.allSettled(indices.map((index) => emitter.finish(unit(index))));
      await emitter.close();
      await log.close();
      return results.map((result) => result.status);
    };
    assertEquals((await attempt(true, [0, 1, 2])).includes("rejected"), true);
    await attempt(false, []);
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), "0\n1\n2\n");
  }));

Deno.test("an output that is not declared is refused by name", () =>
  inTempFolder(async (folder) => {
    const log = await openUnitLog<string>(`${folder}/units.jsonl`);
    const emitter = await openOrderedEmitter<string>({
      log,
      outputs: {},
      checkpoint: `${folder}/emitted.json`,
      emit: (_unit, write) => write("other", ["1"]),
    });
    await assertRejects(() => emitter.finish(unit(0)), RangeError, '"other"');
    await emitter.close();
    await log.close();
  }));

Deno.test("a log with units the run does not have cannot be resumed", () => {
  const identity = { command: "c", options: {}, seeds: {}, inputs: [] };
  const log = { count: 3, has: (index: number) => index === 0 };
  assertThrows(() => planResume(identity, 2, log), UserError, "holds 3 units, the run has 2");
});
