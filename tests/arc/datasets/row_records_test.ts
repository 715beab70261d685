import { assertEquals, assertRejects } from "@std/assert";
import {
  blameRecord,
  blameRows,
  directivePrefRecord,
  directivePrefs,
  rankingPairRecord,
  rankingPairs,
  readRows,
} from "../../../lib/arc/datasets/mod.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { TASKS, TRACES, withFolder } from "./_saved_traces.ts";

Deno.test("rows of every kind read back as they were cut", () =>
  withFolder(async (folder) => {
    const check = async (rows: { schema: string }[], record: Parameters<typeof readRows>[1]) => {
      const file = `${folder}/rows.jsonl`;
      await Deno.writeTextFile(file, rows.map((row) => canonicalJson(row) + "\n").join(""));
      const bare = rows.map(({ schema: _schema, ...row }) => row);
      assertEquals(await Array.fromAsync(readRows(file, record)), bare);
    };
    await check(TRACES.flatMap((trace) => [...rankingPairs(trace)]), rankingPairRecord);
    await check(TRACES.flatMap((trace) => [...directivePrefs(trace)]), directivePrefRecord);
    const blame = TRACES.flatMap((trace, i) => [...blameRows(trace, { task: TASKS[i]! })]);
    await check(blame, blameRecord);
  }));

Deno.test("a row of another kind, of a newer version or with a wrong field names its place", () =>
  withFolder(async (folder) => {
    const [row] = rankingPairs(TRACES[0]!);
    const file = `${folder}/rows.jsonl`;
    const refusal = async (change: Record<string, unknown>) => {
      const lines = [row, { ...row, ...change }].map((one) => canonicalJson(one) + "\n");
      await Deno.writeTextFile(file, lines.join(""));
      const reading = () => Array.fromAsync(readRows(file, rankingPairRecord));
      return (await assertRejects(reading, UserError)).message.slice(file.length);
    };
    assertEquals(
      await refusal({ schema: "arc.blame_locus/1" }),
      ':2: schema: expected "arc.ranking_pair/1", found "arc.blame_locus/1"',
    );
    assertEquals((await refusal({ schema: "arc.ranking_pair/2" })).slice(0, 11), ":2: schema:");
    assertEquals((await refusal({ label: 2 })).slice(0, 10), ":2: label:");
    assertEquals((await refusal({ split: "dev" })).slice(0, 10), ":2: split:");
  }));
