import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import { denoFileSystem, readJsonl, smallDisk } from "../../../lib/substrate/records/mod.ts";
import { openRun, type OpenRunOptions, readManifest } from "../../../lib/substrate/runs/mod.ts";
import { createPrng, manualClock, UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

type Payload = { readonly text: string };

function options(folder: string, change: Partial<OpenRunOptions<Payload>> = {}) {
  return {
    folder,
    command: "count",
    options: { k: 1 },
    seeds: { main: 7 },
    inputs: [{ path: "a.jsonl", digest: "aa", rows: 3 }],
    total: 6,
    phase: { name: "count", codeHash: "1" },
    outputs: { out: `${folder}/out.jsonl` },
    emit: ({ payload }, write) => write("out", [payload.text]),
    versions: { baton: "0", deno: "0", dependencies: "-" },
    clock: manualClock(),
    ...change,
  } satisfies OpenRunOptions<Payload>;
}

const unit = (index: number) => ({
  index,
  unit: `u${index}`,
  payload: { text: `{"index":${index}}` },
});
const lines = (indices: number[]) => indices.map((index) => `{"index":${index}}\n`).join("");
const ended = {
  code: 0,
  reason: "done",
  state: "done",
  counters: { in: 6, ok: 6, failed: 0, quarantined: 0 },
  outputs: [],
} as const;

Deno.test("outputs are in order of index however units finish", () =>
  inTempFolder(async (temp) => {
    const run = await openRun<Payload>(options(`${temp}/out`));
    for (const index of [3, 0, 5, 4]) await run.finish(unit(index));
    assertEquals(run.emitted, 1);
    await Promise.all([2, 1].map((index) => run.finish(unit(index))));
    assertEquals([run.emitted, run.finished], [6, 6]);
    await run.end(ended);
    assertEquals(await Deno.readTextFile(`${temp}/out/out.jsonl`), lines([0, 1, 2, 3, 4, 5]));
    const units = await Array.fromAsync(readJsonl(`${temp}/out/units.jsonl`), (row) => row.value);
    assertEquals(units.map((row) => (row as { index: number }).index).slice(0, 4), [3, 0, 5, 4]);
  }));

Deno.test("the manifest is there before the first unit and says how the run ended", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const run = await openRun<Payload>(options(folder));
    const first = await readManifest(`${folder}/manifest.json`);
    assertEquals([first?.exit, first?.phases[0]?.state], [null, "running"]);
    await run.end({ ...ended, code: 1, reason: "disk full", state: "failed" });
    const last = await readManifest(`${folder}/manifest.json`);
    assertEquals(last?.exit, { code: 1, reason: "disk full" });
    assertEquals(last?.phases[0]?.state, "failed");
  }));

Deno.test("a resumed run does only what remains and counts its attempt", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const first = await openRun<Payload>(options(folder));
    for (const index of [0, 2]) await first.finish(unit(index));
    await first.end({ ...ended, code: 130, reason: "interrupted", state: "interrupted" });
    const second = await openRun<Payload>(options(folder, { resume: true }));
    assertEquals([second.resumed, second.manifest.attempt], [2, 2]);
    const todo = [...second.remaining()];
    assertEquals(todo, [1, 3, 4, 5]);
    for (const index of todo) await second.finish(unit(index));
    assertEquals((await Array.fromAsync(second.units())).map((row) => row.index), [
      0,
      1,
      2,
      3,
      4,
      5,
    ]);
    await second.end(ended);
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1, 2, 3, 4, 5]));
  }));

Deno.test("without resume the same run begins anew", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const first = await openRun<Payload>(options(folder));
    await first.finish(unit(0));
    await first.abandon();
    const second = await openRun<Payload>(options(folder));
    assertEquals([second.resumed, second.manifest.attempt, second.emitted], [0, 1, 0]);
    await second.abandon();
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), "");
  }));

Deno.test("an output added or removed by hand between attempts is written whole", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const first = await openRun<Payload>(options(folder));
    for (const index of [0, 1]) await first.finish(unit(index));
    await first.end(ended);
    await Deno.remove(`${folder}/out.jsonl`);
    const second = await openRun<Payload>(
      options(folder, { resume: true, outputs: { out: `${folder}/out.jsonl` } }),
    );
    await second.abandon();
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1]));
    const third = await openRun<Payload>(options(folder, {
      resume: true,
      outputs: { out: `${folder}/out.jsonl`, more: `${folder}/more.jsonl` },
      emit: async ({ payload }, write) => {
        await write("out", [payload.text]);
        await write("more", [payload.text]);
      },
    }));
    await third.abandon();
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1]));
    assertEquals(await Deno.readTextFile(`${folder}/more.jsonl`), lines([0, 1]));
  }));

for (
  const [what, change, says] of [
    ["option", { options: { k: 2 } }, "option k was 1, now 2"],
    ["new option", { options: { k: 1, z: true } }, "option z was not set, now true"],
    ["seed", { seeds: { main: 8 } }, "seed main was 7, now 8"],
    [
      "input",
      { inputs: [{ path: "b.jsonl", digest: "bb", rows: 4 }] },
      "input b.jsonl has other content (3 rows, now 4)",
    ],
    ["command", { command: "other" }, "command was count, now other"],
  ] as const
) {
  Deno.test(`a folder of a run with another ${what} is refused, naming the difference`, () =>
    inTempFolder(async (temp) => {
      const folder = `${temp}/out`;
      await (await openRun<Payload>(options(folder))).abandon();
      const error = await assertRejects(() => openRun<Payload>(options(folder, change)), UserError);
      assertEquals(
        error.message,
        `${folder}: belongs to another run (${says}); choose another folder`,
      );
      assertEquals(error.exitCode, 2);
    }));
}

Deno.test("a full disk ends the run with exit 1, keeps whole rows, and more room lets it resume", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const fs = smallDisk(denoFileSystem, {
      room: 150,
      counts: (path) => path.endsWith("units.jsonl"),
    });
    const run = await openRun<Payload>(options(folder, { fs }));
    const error = await assertRejects(async () => {
      for (let index = 0; index < 6; index++) await run.finish(unit(index));
    }, UserError);
    assertEquals(error.message, `${folder}/units.jsonl: no space left on the device`);
    assertEquals(error.exitCode, 1);
    const finished = run.finished;
    assert(finished > 0 && finished < 6);
    await run.abandon();
    fs.grow(10_000);
    const again = await openRun<Payload>(options(folder, { fs, resume: true }));
    assertEquals(again.resumed, finished);
    for (const index of again.remaining()) await again.finish(unit(index));
    await again.end(ended);
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1, 2, 3, 4, 5]));
  }));

Deno.test("a full disk under the outputs loses no finished unit", () =>
  inTempFolder(async (temp) => {
    const folder = `${temp}/out`;
    const fs = smallDisk(denoFileSystem, {
      room: 40,
      counts: (path) => path.endsWith("out.jsonl"),
    });
    const run = await openRun<Payload>(options(folder, { fs }));
    for (let index = 0; index < 6; index++) await run.finish(unit(index));
    const error = await assertRejects(() => run.end(ended), UserError, "no space left");
    assertEquals(error.exitCode, 1);
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1, 2]));
    fs.grow(1000);
    const again = await openRun<Payload>(options(folder, { fs, resume: true }));
    assertEquals([...again.remaining()], []);
    await again.end(ended);
    assertEquals(await Deno.readTextFile(`${folder}/out.jsonl`), lines([0, 1, 2, 3, 4, 5]));
  }));

Deno.test("killed with SIGKILL at random moments, a run ends with the same bytes and repeats nothing", () =>
  inTempFolder(async (temp) => {
    const units = 120;
    const outputs = async (name: string) => [
      await Deno.readTextFile(`${temp}/${name}/out/results.jsonl`),
      await Deno.readTextFile(`${temp}/${name}/out/rows.jsonl`),
    ];
    await Deno.mkdir(`${temp}/whole`);
    await start(`${temp}/whole`, units, 1, 0).output();
    await Deno.mkdir(`${temp}/killed`);
    const prng = createPrng("kill moments");
    let kills = 0;
    let before = new Set<number>();
    for (let attempt = 0; attempt < 50; attempt++) {
      const child = start(`${temp}/killed`, units, 5, 4, attempt > 0);
      const { begun, success } = await killAfter(child, 1 + prng.below(30), prng.below(8));
      assertEquals(
        begun.filter((index) => before.has(index)),
        [],
        "a finished unit was begun again",
      );
      before = await finishedUnits(`${temp}/killed/out/units.jsonl`);
      if (success) break;
      kills++;
    }
    assertGreater(kills, 4, "the run was too quick to be killed");
    assertEquals(before.size, units);
    assertEquals(await outputs("killed"), await outputs("whole"));
    assertEquals((await readManifest(`${temp}/killed/out/manifest.json`))?.exit?.code, 0);
    const left = [...Deno.readDirSync(`${temp}/killed/out`)].map((entry) => entry.name).sort();
    assertEquals(left, [
      "emitted.json",
      "manifest.json",
      "results.jsonl",
      "rows.jsonl",
      "units.jsonl",
    ]);
  }));

function start(folder: string, units: number, workers: number, ms: number, resume = false) {
  const script = new URL("./_counting_run.ts", import.meta.url).pathname;
  const args = [
    "run",
    "-A",
    "--no-check",
    script,
    `${folder}/out`,
    `${units}`,
    `${workers}`,
    `${ms}`,
  ];
  return new Deno.Command(Deno.execPath(), {
    args: resume ? [...args, "--resume"] : args,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Kills once `units` have begun and `ms` have passed; says which began, and whether it ended first. */
async function killAfter(child: Deno.ChildProcess, units: number, ms: number) {
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It ended first.
    }
  };
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    told += text;
    if (told.split("\n").length > units) timer ??= setTimeout(kill, ms);
  }
  const { success } = await child.status;
  clearTimeout(timer);
  return { begun: told.split("\n").slice(0, -1).map(Number), success };
}

/** Whole rows only, as the next attempt will see them. */
async function finishedUnits(path: string): Promise<Set<number>> {
  const found = new Set<number>();
  try {
    for await (const row of readJsonl(path, { torn: "report" })) {
      found.add((row.value as { index: number }).index);
    }
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes("no such file")) throw error;
  }
  return found;
}
