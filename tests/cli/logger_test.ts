import { assertEquals } from "@std/assert";
import { createLogger, LOG_LEVELS, openLogger } from "../../lib/cli/mod.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";

Deno.test("each level drops what is less severe than itself", () => {
  for (const [i, level] of LOG_LEVELS.entries()) {
    const lines: string[] = [];
    const log = createLogger({
      level,
      clock: manualClock(),
      write: (line) => void lines.push(line),
    });
    for (const own of LOG_LEVELS) log[own]("said");
    assertEquals(lines.length, LOG_LEVELS.length - i);
  }
});

Deno.test("a plain line is one line: time, level, message, named values", () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = createLogger({ level: "debug", clock: manualClock(3_600_000), write });
  log.warn("task\nfailed", { task: "a b", n: 3, cause: new Error("ragged"), none: undefined });
  assertEquals(lines, ['01:00:00 warn  task failed task="a b" n=3 cause="ragged" none=undefined']);
});

Deno.test("a log file is appended to; .jsonl makes it JSON lines", async () => {
  const folder = await Deno.makeTempDir();
  const clock = manualClock(0);
  const read = (file: string) => Deno.readTextFileSync(file).trimEnd().split("\n");
  for (
    const [name, expected] of [
      ["log.txt", "00:00:00 info  done n=1"],
      ["log.jsonl", '{"at":"1970-01-01T00:00:00.000Z","level":"info","message":"done","n":1}'],
    ] as const
  ) {
    const file = `${folder}/${name}`;
    for (let i = 0; i < 2; i++) {
      using log = openLogger({ level: "info", clock, file, note: () => {} });
      log.debug("unheard");
      log.info("done", { n: 1 });
    }
    assertEquals(read(file), [expected, expected]);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("without a file the log goes where notes go", () => {
  const lines: string[] = [];
  using log = openLogger({ level: "error", clock: manualClock(), note: (l) => void lines.push(l) });
  log.error("full disk");
  assertEquals(lines, ["00:00:00 error full disk"]);
});
