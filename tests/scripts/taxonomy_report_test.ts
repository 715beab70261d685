import { assertEquals, assertMatch } from "@std/assert";
import type { TaxonomyEvent } from "../../lib/taxonomy/run/taxonomy_event.ts";
import { showEvents } from "../../scripts/_taxonomy_report.ts";

const counters = { in: 5000, ok: 5000, failed: 0, quarantined: 0 };

/** What a run of one phase with two steps shows; on a terminal the bytes, elsewhere the lines. */
async function shown(isTty: boolean): Promise<string> {
  const screen: string[] = [];
  const events = async function* (): AsyncGenerator<TaxonomyEvent, void, void> {
    yield { kind: "phase_started", phase: "S0", title: "raw extraction" };
    for (const [step, total] of [["a.txt", 4000], ["b.txt", 1000]] as const) {
      yield { kind: "progress", phase: "S0", step, done: total / 2, total };
      yield { kind: "note", phase: "S0", step, text: "half" };
      yield { kind: "step_done", phase: "S0", step, reused: false };
    }
    yield { kind: "phase_finished", phase: "S0", counters, durationSec: 1, reused: false };
  };
  await showEvents(events(), {
    print: (line) => void screen.push(`${line}\n`),
    note: (line) => void screen.push(`${line}\n`),
    rewrite: (text) => void screen.push(text),
    isTty,
    colour: false,
    width: () => 80,
    debug: false,
  });
  return screen.join("");
}

Deno.test("a terminal shows how far each step is, and keeps nothing of it", async () => {
  const bytes = await shown(true);
  assertMatch(bytes, /2,000\/4,000 rows of S0\/a\.txt \(50\.0 %\)/);
  assertMatch(bytes, /500\/1,000 rows of S0\/b\.txt \(50\.0 %\)/);
  const left = bytes.split("\n").map((line) => line.slice(line.lastIndexOf("\x1b[K") + 1));
  assertEquals(left.map((line) => line.replace("[K", "")), [
    "S0 raw extraction",
    "S0/a.txt: half",
    "S0/b.txt: half",
    "S0 done in 1.0 s: in 5,000, ok 5,000, failed 0, quarantined 0",
    "",
  ]);
});

Deno.test("elsewhere plain lines tell it, and short steps say nothing", async () => {
  assertEquals((await shown(false)).split("\n"), [
    "S0 raw extraction",
    "S0/a.txt: half",
    "S0/b.txt: half",
    "S0 done in 1.0 s: in 5,000, ok 5,000, failed 0, quarantined 0",
    "",
  ]);
});
