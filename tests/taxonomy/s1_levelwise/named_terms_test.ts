import { assert, assertEquals } from "@std/assert";
import { TermCounter } from "../../../lib/taxonomy/s1_levelwise/term_counter.ts";
import { build, FIELDS } from "../_build.ts";
import { rowsCorpus } from "../policies/_outcomes.ts";

const PROSE = [
  "They spoke of quantum optics, and of particle physics.",
  "Quantum optics, nonlinear optics and the particle physics of the day",
  "Early particle physics was modern physics; late quantum optics was not.",
];
const corpus = rowsCorpus([...FIELDS, ...PROSE].map((text) => [text] as const));

Deno.test("terms that texts name and none defines are taken where they end with a known label, once a policy asks for them", async () => {
  const plain = await build(corpus);
  assert(!plain.tree.some((line) => /^(quantum|particle|nonlinear)/.test(line)));
  const { tree, rows } = await build(corpus, { "levelwise.minTermhood": 3 });
  assert(tree.includes("quantum optics < optics"), tree.join("\n"));
  assert(tree.includes("particle physics < physics"), tree.join("\n"));
  assertEquals(plain.tree.filter((line) => !tree.includes(line)), []);
  const gates = rows("S1", "decisions").flatMap(({ label, outcome, gates }) =>
    (gates as { gate: string; value: number }[]).filter(({ gate }) => gate === "termhood")
      .map(({ value }) => [label, outcome, value])
  );
  assertEquals(gates.sort(), [
    ["nonlinear optics", "dropped", 1],
    ["particle physics", "kept", 3],
    ["quantum optics", "kept", 3],
  ]);
});

Deno.test("terms end at signs and at words that are part of no name; a longer term takes from a shorter one", () => {
  const counter = new TermCounter({ known: new Set(["physics"]), maxTokens: 3, most: 100 });
  counter.hear(
    "a",
    "modern physics, the study of physics; light. Physics and new particle physics",
  );
  assertEquals(counter.terms().map(({ label }) => label), ["particle physics"]);
  for (const id of ["b", "c"]) counter.hear(id, "astro particle physics");
  counter.hear("d", "very long astro particle physics, and Ökonomische Physics");
  const found = counter.terms().map(({ label, termhood }) => [label, termhood.toFixed(2)]);
  assertEquals(found, [
    ["astro particle physics", "4.75"],
    ["okonomische physics", "1.00"],
    ["particle physics", "1.00"],
  ]);
});

Deno.test("as many terms are counted as may be, in memory that does not grow", () => {
  const counter = new TermCounter({ known: new Set(["physics"]), maxTokens: 3, most: 2 });
  for (const name of ["solar", "lunar", "stellar", "solar"]) counter.hear(name, `${name} physics`);
  assertEquals(counter.terms().map(({ label, termhood }) => [label, termhood]), [
    ["lunar physics", 1],
    ["solar physics", 2],
  ]);
});
