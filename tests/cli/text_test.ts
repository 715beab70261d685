import { assertEquals } from "@std/assert";
import {
  cutToWidth,
  editDistance,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  formatTable,
  nearestWord,
  textWidth,
  wrapWords,
} from "../../lib/cli/mod.ts";

Deno.test("a table aligns words to the left, figures to the right, and non-ASCII by what is seen", () => {
  const table = {
    headers: ["task", "solved", "share"],
    rows: [["格子", 3, "60.0 %"], ["e\u0301té", 12, "5.1 %"], ["two\nlines", undefined, "–"]],
    right: ["share"],
  };
  assertEquals(formatTable(table), [
    "task       solved   share",
    "─────────  ──────  ──────",
    "格子            3  60.0 %",
    "e\u0301té            12   5.1 %",
    "two lines               –",
  ]);
});

Deno.test("an empty table still shows its headers", () => {
  assertEquals(formatTable({ headers: ["a", "bc"], rows: [] }), ["a  bc", "─  ──"]);
});

Deno.test("durations read well at every size", () => {
  const spans = [0, -5, 999.4, 999.6, 59_949, 59_950, 61_000, 3_599_499, 3_600_000, 90_000_000];
  assertEquals(spans.map(formatDuration), [
    "0 ms",
    "0 ms",
    "999 ms",
    "1.0 s",
    "59.9 s",
    "1 min 00 s",
    "1 min 01 s",
    "59 min 59 s",
    "1 h 00 min",
    "1 d 01 h",
  ]);
});

Deno.test("figures keep the digits that mean something", () => {
  assertEquals([0, 999, 1000, 1234567].map(formatCount), ["0", "999", "1,000", "1,234,567"]);
  assertEquals([0.001, 0.25, 1, 9.94, 9.96, 1234].map(formatRate), [
    "0.00",
    "0.25",
    "1.0",
    "9.9",
    "10",
    "1,234",
  ]);
  assertEquals([999, 1400, 99_600, 1e6, 5e12].map(formatBytes), [
    "999 B",
    "1.4 kB",
    "100 kB",
    "1.0 MB",
    "5.0 TB",
  ]);
  assertEquals([formatShare(3, 8), formatShare(0, 0)], ["37.5 %", "–"]);
});

Deno.test("text is cut to what a terminal shows, never inside a wide letter", () => {
  assertEquals(cutToWidth("abcdef", 4), "abc…");
  assertEquals(cutToWidth("格子格子", 6), "格子…");
  assertEquals(cutToWidth("abc", 3), "abc");
  assertEquals(cutToWidth("abc", 0), "");
  assertEquals(textWidth("\x1b[31mred\x1b[0m"), 3);
});

Deno.test("words wrap at the width, a longer word on a line of its own", () => {
  assertEquals(wrapWords("a bb  cccccc d", 4), ["a bb", "cccccc", "d"]);
  assertEquals(wrapWords("", 4), [""]);
});

Deno.test("the distance between words counts a swap of neighbours as one slip", () => {
  assertEquals(editDistance("iters", "itres"), 1);
  assertEquals(editDistance("", "abc"), 3);
  assertEquals(editDistance("kitten", "sitting"), 3);
});

Deno.test("the nearest word is near, first among equals, and nothing where all are far", () => {
  assertEquals(nearestWord("seeds", ["seed", "M-seeds"]), "seed");
  assertEquals(nearestWord("out", ["out-dir", "out-jsonl"]), "out-dir");
  assertEquals(nearestWord("ab", ["xy"]), undefined);
  assertEquals(nearestWord("anything", []), undefined);
});
