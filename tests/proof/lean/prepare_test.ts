import { assertEquals, assertRejects } from "@std/assert";
import { prepareLean } from "../../../lib/proof/lean/wasm/prepare.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { PACKAGE_FILES, tinyPackage } from "./_tiny_package.ts";

const script = new URL("_preparing.ts", import.meta.url).pathname;

/** A tiny package behind a scripted `npm`, which notes each time that it is asked and takes its time. */
async function withNpm(folder: string, seconds: number): Promise<void> {
  const { path, pins } = await tinyPackage(folder);
  await Deno.writeTextFile(`${folder}/pins.json`, JSON.stringify(pins));
  const packs = `echo "$*" >> ${folder}/asked\nsleep ${seconds}\ncp ${path} tiny-1.0.0.tgz\n`;
  await Deno.mkdir(`${folder}/bin`, { recursive: true });
  await Deno.writeTextFile(`${folder}/bin/npm`, `#!/bin/sh\n${packs}`, { mode: 0o755 });
}

function prepare(folder: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", script, folder],
    env: { PATH: `${folder}/bin:/usr/bin:/bin` },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function ended(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

const lines = async (path: string) => (await Deno.readTextFile(path)).trim().split("\n");

/** Waits until a file is there. */
async function appeared(path: string): Promise<void> {
  while (!await Deno.stat(path).then(() => true, () => false)) {
    await new Promise((done) => setTimeout(done, 20));
  }
}

Deno.test("of two processes that prepare Lean at once, one fetches, and the other waits and takes what is there", async () => {
  await inTempFolder(async (folder) => {
    await withNpm(folder, 1);
    const both = await Promise.all([prepare(folder), prepare(folder)].map(ended));
    assertEquals(both.map(({ code }) => code), [0, 0], both.map(({ err }) => err).join());
    assertEquals(both[0]!.out, both[1]!.out);
    assertEquals(await lines(`${folder}/asked`), [
      "pack tiny@1.0.0 --ignore-scripts --loglevel=error",
    ]);
    assertEquals(await lines(`${folder}/made`), ["engine", "checker"]);
    const { engine } = JSON.parse(both[0]!.out) as { engine: string };
    const held = (await Array.fromAsync(Deno.readDir(engine))).map(({ name }) => name);
    assertEquals(held.filter((name) => name.startsWith("lean")).sort(), PACKAGE_FILES.toSorted());
  });
});

Deno.test("who waits goes on when the one at work is killed, with nothing half-made left", async () => {
  await inTempFolder(async (folder) => {
    await withNpm(folder, 5);
    const first = prepare(folder);
    await appeared(`${folder}/asked`);
    const second = ended(prepare(folder));
    // The second finds an npm that answers at once.
    await withNpm(folder, 0);
    first.kill("SIGKILL");
    await first.output();
    const { code, err } = await second;
    assertEquals(code, 0, err);
    assertEquals(await lines(`${folder}/made`), ["engine", "checker"]);
    const cached = (await Array.fromAsync(Deno.readDir(`${folder}/cache`))).map(({ name }) => name);
    assertEquals(cached.filter((name) => name.endsWith(".part")), []);
  });
});

Deno.test("who waits says so, and can be interrupted", async () => {
  await inTempFolder(async (cacheFolder) => {
    using lock = await Deno.open(`${cacheFolder}/.lock`, { create: true, write: true });
    await lock.lock(true);
    const stop = new AbortController();
    const told: string[] = [];
    const onProgress = (line: string) => {
      told.push(line);
      stop.abort();
    };
    const none = () => Promise.reject(new Error("nothing is to be made"));
    const waiting = prepareLean(
      { cacheFolder, onProgress, signal: stop.signal },
      { engine: none, checker: none },
    );
    await assertRejects(() => waiting, DOMException);
    assertEquals(told, ["another process is preparing Lean: waiting for it"]);
  });
});
