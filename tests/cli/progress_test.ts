import { assertEquals } from "@std/assert";
import { progressLine, startProgress } from "../../lib/cli/mod.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";

function screen(isTty: boolean, width = 80) {
  const lines: string[] = [], drawings: string[] = [];
  const terminal = {
    isTty,
    note: (line: string) => void lines.push(line),
    rewrite: (text: string) => void drawings.push(text),
    width: () => width,
  };
  return { lines, drawings, terminal };
}

Deno.test("progress names done, total, share, solved, rate and time left", () => {
  assertEquals(
    progressLine({ done: 1500, total: 10_000, solved: 700, before: 0, elapsedMs: 30_000 }),
    "1,500/10,000 tasks (15.0 %) · 700 solved · 50 tasks/s · 2 min 50 s left",
  );
});

Deno.test("progress without a total names no share and no time left", () => {
  assertEquals(
    progressLine({ done: 3, before: 0, elapsedMs: 1000 }, { unit: "rows" }),
    "3 rows · 3.0 rows/s",
  );
});

Deno.test("the rate of a resumed run counts only what this attempt did", () => {
  assertEquals(
    progressLine({ done: 110, total: 120, before: 100, elapsedMs: 10_000 }),
    "110/120 tasks (91.7 %) · 1.0 tasks/s · 10.0 s left",
  );
});

Deno.test("nothing done, nothing to do and no time passed make no nonsense figures", () => {
  assertEquals(progressLine({ done: 0, total: 4, before: 0, elapsedMs: 0 }), "0/4 tasks (0.0 %)");
  assertEquals(
    progressLine({ done: 0, total: 0, before: 0, elapsedMs: 5 }),
    "0/0 tasks (–) · in 5 ms",
  );
});

Deno.test("on a terminal one line is rewritten, throttled and cut to the width", () => {
  const clock = manualClock();
  const { lines, drawings, terminal } = screen(true, 21);
  const progress = startProgress({ clock, terminal, total: 1000 });
  for (let done = 1; done <= 1000; done++) {
    clock.advance(1);
    progress.update(done, done);
  }
  assertEquals(drawings.length, 10);
  assertEquals(drawings[0], "\r\x1b[K1/1,000 tasks (0.1…");
  progress.finish();
  assertEquals(drawings.at(-1), "\r\x1b[K");
  assertEquals(lines, ["1,000/1,000 tasks (100.0 %) · 1,000 solved · 1,000 tasks/s · in 1.0 s"]);
});

Deno.test("a note on a terminal goes above the line, which is drawn again", () => {
  const { lines, drawings, terminal } = screen(true);
  const progress = startProgress({ clock: manualClock(), terminal, total: 2 });
  progress.update(1);
  progress.note("task t1 failed");
  assertEquals(lines, ["task t1 failed"]);
  assertEquals(drawings, ["\r\x1b[K1/2 tasks (50.0 %)", "\r\x1b[K", "\r\x1b[K1/2 tasks (50.0 %)"]);
});

Deno.test("elsewhere a line comes every tenth of the work, at most each second", () => {
  const clock = manualClock();
  const { lines, drawings, terminal } = screen(false);
  const progress = startProgress({ clock, terminal, total: 100 });
  for (let done = 1; done <= 100; done++) {
    clock.advance(50);
    progress.update(done);
  }
  progress.finish();
  assertEquals(drawings, []);
  assertEquals(lines.map((line) => line.split(" ")[0]), [
    "20/100",
    "40/100",
    "60/100",
    "80/100",
    "100/100",
    "100/100",
  ]);
});

Deno.test("elsewhere a slow run still tells every ten seconds where it stands", () => {
  const clock = manualClock();
  const { lines, terminal } = screen(false);
  const progress = startProgress({ clock, terminal, total: 1000 });
  for (let done = 1; done <= 5; done++) {
    clock.advance(4000);
    progress.update(done);
  }
  assertEquals(lines.map((line) => line.split(" ")[0]), ["3/1,000"]);
});

Deno.test("a finished display says nothing more", () => {
  const { lines, terminal } = screen(false);
  const progress = startProgress({ clock: manualClock(), terminal, total: 1 });
  progress.update(1);
  progress.finish();
  progress.finish();
  progress.update(1);
  assertEquals(lines.length, 1);
});
