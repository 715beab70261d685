import { assertEquals, assertGreater } from "@std/assert";
import { importCycles, ORCHESTRATORS, wrongArrows } from "./_arrows.ts";
import { readLibImports } from "./_import_graph.ts";

const { graph, outside } = await readLibImports();

Deno.test("all of lib was read", () => {
  assertGreater(graph.size, 50);
});

Deno.test("in lib every arrow points down", () => {
  assertEquals(wrongArrows(graph), []);
});

Deno.test("in lib no file imports itself by a detour", () => {
  assertEquals(importCycles(graph), []);
});

Deno.test("lib imports nothing from outside but npm packages and node's own modules", () => {
  const wrong = [...outside].flatMap(([file, targets]) =>
    targets.filter((target) => !/\((npm|node):/.test(target)).map((target) => `${file}: ${target}`)
  );
  assertEquals(wrong, []);
});

const graphOf = (edges: Record<string, readonly string[]>) => new Map(Object.entries(edges));

Deno.test("an arrow turned round is found", () => {
  const turned = graphOf({
    "lib/arc/a.ts": ["lib/substrate/s.ts"],
    "lib/substrate/s.ts": ["lib/arc/a.ts"],
  });
  assertEquals(wrongArrows(turned), ["lib/substrate/s.ts imports lib/arc/a.ts: an arrow up"]);
});

Deno.test("an orchestrator that imports any of its siblings is found", () => {
  for (const from of ORCHESTRATORS) {
    for (const to of ORCHESTRATORS.filter((other) => other !== from)) {
      const found = wrongArrows(graphOf({ [`lib/${from}/a.ts`]: [`lib/${to}/b.ts`] }));
      assertEquals(found, [
        `lib/${from}/a.ts imports lib/${to}/b.ts: an orchestrator knows its sibling`,
      ]);
    }
  }
});

Deno.test("a skin that imports an orchestrator, and lib that imports a script or a test, are found", () => {
  const graph = graphOf({
    "lib/plot/a.ts": ["lib/arc/b.ts"],
    "lib/arc/b.ts": ["scripts/c.ts", "tests/d.ts"],
    "lib/elsewhere/e.ts": [],
  });
  assertEquals(wrongArrows(graph), [
    "lib/plot/a.ts imports lib/arc/b.ts: an arrow up",
    "lib/arc/b.ts imports scripts/c.ts, which is outside lib",
    "lib/arc/b.ts imports tests/d.ts, which is outside lib",
    "lib/elsewhere/e.ts: lib/elsewhere has no place in the table of layers",
  ]);
});

Deno.test("cycles are found, of one file, of two and of a long way round; a diamond is none", () => {
  assertEquals(importCycles(graphOf({ a: ["a"] })), ["a → a"]);
  assertEquals(importCycles(graphOf({ a: ["b"], b: ["a"] })), ["a → b → a"]);
  assertEquals(
    importCycles(graphOf({ z: ["a"], a: ["b"], b: ["c"], c: ["d"], d: ["b"] })),
    ["b → c → d → b"],
  );
  assertEquals(importCycles(graphOf({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })), []);
});
