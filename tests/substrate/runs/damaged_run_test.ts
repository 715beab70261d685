import { assertEquals, assertRejects } from "@std/assert";
import { openJsonlAppender } from "../../../lib/substrate/records/mod.ts";
import { openRun, type OpenRunOptions } from "../../../lib/substrate/runs/mod.ts";
import { manualClock, UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

function options(temp: string, change: Partial<OpenRunOptions<string>> = {}) {
  return {
    folder: `${temp}/out`,
    command: "count",
    options: { k: 1 },
    seeds: { main: 7 },
    inputs: [{ path: `${temp}/in.jsonl`, digest: "aa", rows: 2 }],
    total: 2,
    phase: { name: "count", codeHash: "1" },
    outputs: { rows: `${temp}/out/rows.jsonl` },
    emit: ({ payload }, write) => write("rows", [payload]),
    versions: { baton: "0", deno: "0", dependencies: "-" },
    clock: manualClock(),
    resume: true,
    ...change,
  } satisfies OpenRunOptions<string>;
}

const WHOLE = '{"row":0}\n{"row":1}\n';

/** Works through what remains and ends the run. */
async function work(temp: string, change: Partial<OpenRunOptions<string>> = {}): Promise<string> {
  const run = await openRun<string>(options(temp, change));
  for (const index of run.remaining()) {
    await run.finish({ index, unit: `u${index}`, payload: `{"row":${index}}` });
  }
  const counters = { in: 2, ok: 2, failed: 0, quarantined: 0 };
  await run.end({ code: 0, reason: "done", state: "done", counters, outputs: [] });
  return await Deno.readTextFile(`${temp}/out/rows.jsonl`);
}

async function refusal(temp: string, change: Partial<OpenRunOptions<string>> = {}) {
  const error = await assertRejects(() => openRun<string>(options(temp, change)), UserError);
  assertEquals(error.exitCode, 2);
  return error.message.replaceAll(temp, "");
}

Deno.test("an output that would overwrite an input, another output or the run's own files is refused, and nothing is lost", () =>
  inTempFolder(async (temp) => {
    await Deno.writeTextFile(`${temp}/in.jsonl`, "precious\n");
    await Deno.symlink(`${temp}/in.jsonl`, `${temp}/link.jsonl`);
    await Deno.mkdir(`${temp}/out`);
    const twice = { rows: `${temp}/a.jsonl`, more: `${temp}/out/../a.jsonl` };
    const cases: [Partial<OpenRunOptions<string>>, string][] = [
      [
        { outputs: { rows: `${temp}/in.jsonl` } },
        "/in.jsonl: is an input of the run, rows would overwrite it; choose another file",
      ],
      [
        { outputs: { rows: `${temp}/link.jsonl` } },
        "/link.jsonl: is an input of the run, rows would overwrite it; choose another file",
      ],
      [
        { outputs: twice },
        "/out/../a.jsonl: is where rows goes, more would overwrite it; choose another file",
      ],
      [
        { outputs: { rows: `${temp}/out/units.jsonl` } },
        "/out/units.jsonl: is a file the run keeps for itself, rows would overwrite it; " +
        "choose another file",
      ],
      [
        { besides: { metrics: `${temp}/out/rows.jsonl` } },
        "/out/rows.jsonl: is where rows goes, metrics would overwrite it; choose another file",
      ],
    ];
    for (const [change, said] of cases) assertEquals(await refusal(temp, change), said);
    assertEquals(await Deno.readTextFile(`${temp}/in.jsonl`), "precious\n");
    assertEquals(await work(temp), WHOLE);
  }));

Deno.test("two runs do not write into one file at once", () =>
  inTempFolder(async (temp) => {
    const shared = { outputs: { rows: `${temp}/rows.jsonl` } };
    const first = await openRun<string>(options(temp, shared));
    assertEquals(
      await refusal(temp, { ...shared, folder: `${temp}/other` }),
      "/rows.jsonl: another run is writing this file; choose another",
    );
    await first.abandon();
    const rows = await openJsonlAppender(`${temp}/rows.jsonl`, { exclusive: true });
    await rows.close();
  }));

Deno.test("units without a manifest do not pass for this run's", () =>
  inTempFolder(async (temp) => {
    await work(temp);
    await Deno.remove(`${temp}/out/manifest.json`);
    assertEquals(
      await refusal(temp),
      "/out: holds finished units but no manifest.json to say which run they belong to; " +
        "choose another folder, or begin anew with --fresh",
    );
    assertEquals(await work(temp, { resume: false }), WHOLE);
  }));

Deno.test("a manifest that was emptied, edited or replaced by a folder is refused by name", () =>
  inTempFolder(async (temp) => {
    await work(temp);
    const path = `${temp}/out/manifest.json`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, "");
    assertEquals(
      await refusal(temp),
      "/out/manifest.json: is not JSON, so no run can be resumed from it",
    );
    await Deno.writeTextFile(path, text.replace('"attempt": 1', '"attempt": 9'));
    assertEquals(
      await refusal(temp),
      "/out/manifest.json: manifestDigest: was changed since a run wrote it " +
        "(its digest does not fit)",
    );
    await Deno.remove(path);
    await Deno.mkdir(path);
    assertEquals(await refusal(temp), "/out/manifest.json: is a folder, expected a file");
    await Deno.remove(path);
    await Deno.writeTextFile(path, text);
    assertEquals(await work(temp), WHOLE);
  }));

Deno.test("outputs are written anew where the note of how far they came is damaged or says too much", () =>
  inTempFolder(async (temp) => {
    await work(temp);
    const path = `${temp}/out/emitted.json`;
    const text = await Deno.readTextFile(path);
    for (const damaged of ["", "{", '{"x":1}', "[]\n", text.replace('"next":2', '"next":9')]) {
      await Deno.writeTextFile(path, damaged);
      await Deno.writeTextFile(`${temp}/out/rows.jsonl`, "junk of some length, unterminated");
      assertEquals(await work(temp), WHOLE, damaged);
    }
  }));
