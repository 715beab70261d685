import { assert, assertEquals, assertRejects } from "@std/assert";
import { denoFileSystem } from "../../../lib/substrate/records/mod.ts";
import { lockFolder, openRunFolder } from "../../../lib/substrate/runs/mod.ts";
import { manualClock, UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

const clock = manualClock();
const identity = { command: "c", options: {}, seeds: {}, inputs: [] };

Deno.test("a folder has one writer; letting go lets the next in and leaves no file", () =>
  inTempFolder(async (folder) => {
    const lock = await lockFolder(folder, { clock });
    const error = await assertRejects(() => lockFolder(folder, { clock }), UserError);
    assertEquals(
      error.message,
      `${folder}: process ${Deno.pid} (since 1970-01-01T00:00:00.000Z) is writing this run; ` +
        "wait for it or choose another folder",
    );
    assertEquals(error.exitCode, 2);
    await lock.release();
    await (await lockFolder(folder, { clock })).release();
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("a lock file left by a dead process is taken over", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/.lock`, '{"pid":1,"start":"long ago"}\n');
    await (await lockFolder(folder, { clock })).release();
  }));

Deno.test("a process holds the folder while it lives, and no longer when it is killed", () =>
  inTempFolder(async (folder) => {
    const module = (path: string) =>
      new URL(`../../../lib/substrate/${path}`, import.meta.url).href;
    const code = `import { lockFolder } from ${JSON.stringify(module("runs/folder_lock.ts"))};
import { systemClock } from ${JSON.stringify(module("values/clock.ts"))};
await lockFolder(Deno.args[0], { clock: systemClock });
console.log("held");
setInterval(() => {}, 1000);`;
    await Deno.writeTextFile(`${folder}/hold.ts`, code);
    await Deno.mkdir(`${folder}/out`);
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", `${folder}/hold.ts`, `${folder}/out`],
      stdout: "piped",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    const error = await assertRejects(() => lockFolder(`${folder}/out`, { clock }), UserError);
    assert(error.message.includes(`process ${child.pid} `), error.message);
    child.kill("SIGKILL");
    await child.status;
    await reader.cancel();
    await (await lockFolder(`${folder}/out`, { clock })).release();
  }));

Deno.test("of many who want a folder at once exactly one gets it", () =>
  inTempFolder(async (folder) => {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => lockFolder(folder, { clock })),
    );
    const got = tries.filter((one) => one.status === "fulfilled");
    assertEquals(got.length, 1);
    for (const one of got) await one.value.release();
  }));

Deno.test("a folder that cannot be made or written is refused in one line", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const refused = async (path: string, options = {}) => {
      const open = () => openRunFolder(path, identity, { clock, ...options });
      const error = await assertRejects(open, UserError);
      return [error.message.replace(`${folder}/`, ""), error.exitCode];
    };
    assertEquals(await refused(`${folder}/file`), ["file: is a file, expected a folder", 2]);
    assertEquals(await refused(`${folder}/file/in`), [
      "file/in: a part of the path is a file, expected a folder",
      2,
    ]);
    // Root may write everywhere, so the refusal itself is played.
    const fs = {
      ...denoFileSystem,
      open: () => Promise.reject(Object.assign(new Error("os error 13"), { code: "EACCES" })),
    };
    assertEquals(await refused(`${folder}/shut`, { fs }), ["shut: permission denied", 2]);
  }));

Deno.test("a damaged manifest is refused, naming the file, and the folder is free again", () =>
  inTempFolder(async (folder) => {
    const open = () => openRunFolder(`${folder}/`, identity, { clock });
    await Deno.writeTextFile(`${folder}/manifest.json`, '{"runId":');
    const torn = await assertRejects(open, UserError);
    assert(torn.message.startsWith(`${folder}/manifest.json: is not JSON`), torn.message);
    await Deno.writeTextFile(`${folder}/manifest.json`, '{"schema":"run.manifest/1","runId":7}');
    const wrong = await assertRejects(open, UserError);
    assertEquals(wrong.message, `${folder}/manifest.json: runId: expected text, found 7`);
    await Deno.remove(`${folder}/manifest.json`);
    await (await open()).close();
  }));

Deno.test("temporary files that a killed run left are cleared when its folder is opened", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/.manifest.json.1-2.part`, "half");
    await (await openRunFolder(folder, identity, { clock })).close();
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
