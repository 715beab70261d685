import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  denoFileSystem,
  openJsonlAppender,
  smallDisk,
} from "../../../lib/substrate/records/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

for (
  const [what, before, after, repaired] of [
    ["an empty file", "", "", 0],
    ["whole rows", "1\n2\n", "1\n2\n", 0],
    ["a torn last row", '1\n{"a":', "1\n", 5],
    ["nothing but a torn row", '{"a', "", 3],
    ["a row torn in the middle of a character", '1\n"\xC3', "1\n", 2],
    ["a last row that is JSON but has no line end", "1\n2", "1\n", 1],
    ["a long torn row", `1\n${"x".repeat(200_000)}`, "1\n", 200_000],
    ["a damaged row that is whole", "1\n{{{\n2\n", "1\n{{{\n2\n", 0],
  ] as const
) {
  Deno.test(`opening ${what} keeps whole rows only`, () =>
    inTempFolder(async (folder) => {
      const path = `${folder}/a.jsonl`;
      await Deno.writeFile(path, Uint8Array.from(before, (char) => char.charCodeAt(0)));
      const rows = await openJsonlAppender(path);
      assertEquals([rows.repairedBytes, rows.size], [repaired, after.length]);
      await rows.append(9);
      await rows.close();
      assertEquals(await Deno.readTextFile(path), `${after}9\n`);
    }));
}

Deno.test("rows appended at once keep their order and lose nothing", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    const rows = await openJsonlAppender(path);
    await Promise.all(Array.from({ length: 500 }, (_, n) => rows.append({ n, text: "å\n" })));
    await rows.close();
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).n), Array.from({ length: 500 }, (_, n) => n));
  }));

Deno.test("a row is on the disk when its append resolves; batched rows are after a flush", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    await using rows = await openJsonlAppender(path);
    await rows.append(1);
    assertEquals(await Deno.readTextFile(path), "1\n");
    const batched = `${folder}/b.jsonl`;
    await using lazy = await openJsonlAppender(batched, { durable: "flush" });
    await lazy.appendText(["1", "2"]);
    assertEquals([await Deno.readTextFile(batched), lazy.size], ["", 4]);
    await lazy.flush();
    assertEquals(await Deno.readTextFile(batched), "1\n2\n");
  }));

Deno.test("syncs are shared by rows that wait together, and skipped when nothing is new", () =>
  inTempFolder(async (folder) => {
    let syncs = 0;
    const fs = {
      ...denoFileSystem,
      open: async (...args: Parameters<typeof denoFileSystem.open>) => {
        const file = await denoFileSystem.open(...args);
        const sync = file.sync.bind(file);
        file.sync = () => (syncs++, sync());
        return file;
      },
    };
    const rows = await openJsonlAppender(`${folder}/a.jsonl`, { fs });
    await Promise.all(Array.from({ length: 100 }, (_, n) => rows.append(n)));
    assert(syncs >= 1 && syncs <= 3, `${syncs} syncs`);
    const before = syncs;
    await rows.flush();
    await rows.close();
    assertEquals(syncs, before);
  }));

Deno.test("a writer can cut the file back to where it knows it was", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    await Deno.writeTextFile(path, "1\n2\n3\n");
    await using rows = await openJsonlAppender(path, { keepBytes: 4 });
    await rows.append(9);
    assertEquals(await Deno.readTextFile(path), "1\n2\n9\n");
  }));

for (const durable of ["row", "flush"] as const) {
  Deno.test(`a disk that fills up (${durable}) keeps earlier rows whole and says so in one line`, () =>
    inTempFolder(async (folder) => {
      const path = `${folder}/a.jsonl`;
      const fs = smallDisk(denoFileSystem, { room: 10 });
      const rows = await openJsonlAppender(path, { fs, durable });
      const error = await assertRejects(async () => {
        for (const row of ["aaa", "bbb", "ccc"]) await rows.append(row);
        await rows.flush();
      }, UserError);
      assertEquals(error.message, `${path}: no space left on the device`);
      assertEquals(error.exitCode, 1);
      assertEquals(await Deno.readTextFile(path), '"aaa"\n');
      await assertRejects(() => rows.append(1), UserError, "no space left");
      await assertRejects(() => rows.close(), UserError, "no space left");
      assertEquals(await Deno.readTextFile(path), '"aaa"\n');
      assertEquals(fs.room(), 4);
    }));
}

Deno.test("a real full device is told as such", { ignore: Deno.build.os !== "linux" }, async () => {
  await assertRejects(async () => {
    const file = await denoFileSystem.open("/dev/full", "append");
    try {
      await file.write(new Uint8Array(1));
    } catch (error) {
      assertEquals((error as { code?: string }).code, "ENOSPC");
      throw error;
    } finally {
      file.close();
    }
  });
});

Deno.test("a closed appender refuses rows, and closing twice is harmless", () =>
  inTempFolder(async (folder) => {
    const rows = await openJsonlAppender(`${folder}/a.jsonl`);
    await rows.close();
    await rows.close();
    await assertRejects(() => rows.append(1), TypeError, "closed");
  }));

Deno.test("a path in a missing folder is refused in one line", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/no/a.jsonl`;
    const error = await assertRejects(() => openJsonlAppender(path), UserError);
    assertEquals([error.message, error.exitCode], [`${path}: no such file or folder`, 2]);
  }));

Deno.test("a process killed amid appends leaves every row it was told is durable", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    const module = new URL("../../../lib/substrate/records/append_jsonl.ts", import.meta.url);
    const code = `import { openJsonlAppender } from ${JSON.stringify(module.href)};
const rows = await openJsonlAppender(${JSON.stringify(path)});
for (let n = 0;; n++) {
  await rows.append({ n, pad: "x".repeat(n % 5000) });
  Deno.stdout.writeSync(new TextEncoder().encode(n + "\\n"));
}`;
    await Deno.writeTextFile(`${folder}/forever.ts`, code);
    for (let round = 0; round < 2; round++) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", `${folder}/forever.ts`],
        cwd: new URL("../../..", import.meta.url),
        stdout: "piped",
      }).spawn();
      let told = "";
      let timer: ReturnType<typeof setTimeout> | undefined;
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        told += text;
        timer ??= setTimeout(() => child.kill("SIGKILL"), 60);
      }
      await child.status;
      const acknowledged = told.split("\n").length - 1;
      await (await openJsonlAppender(path)).close();
      const lines = (await Deno.readTextFile(path)).split("\n").slice(0, -1);
      for (const line of lines) JSON.parse(line);
      assert(acknowledged > 0 && lines.length >= acknowledged);
      await Deno.remove(path);
    }
  }));
