import { assert, assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../lib/substrate/values/user_error.ts";
import { build, entries, FIELDS } from "./_build.ts";

const TREE = [
  "acoustics < physics",
  "chemistry < science",
  "fibre optics < optics",
  "optics < physics",
  "organic chemistry < chemistry",
  "physics < science",
  "science",
];

Deno.test("definitions become a tree of four levels; what is no member stays out", async () => {
  const { tree, concepts } = await build(await entries(FIELDS));
  assertEquals(tree, TREE);
  assertEquals(concepts.map(({ level }) => level).sort(), [0, 1, 1, 2, 2, 2, 3]);
});

Deno.test("the same corpus makes the same tree, in whatever order its lines come", async () => {
  const { tree } = await build(await entries(FIELDS.toReversed()));
  assertEquals(tree, TREE);
});

Deno.test("a corpus of which nothing is taken says so, and fails in one line", async () => {
  const corpus = await entries(["x: y"]);
  await assertRejects(
    () => build(corpus, { "rawExtraction.minChars": 100 }),
    UserError,
    "S0 took no record",
  );
});

Deno.test("a corpus without any member says what to look at", async () => {
  const corpus = await entries(["bread: food made from flour and water"]);
  await assertRejects(() => build(corpus), UserError, "S1 found no candidate");
});

Deno.test("10,000 identical labels are one concept that all of them stand behind", async () => {
  const many = Array.from(
    { length: 10_000 },
    (_, i) => `optics: the branch of physics that studies light of colour ${i} and shade ${i * 7}`,
  );
  const { concepts, tree } = await build(await entries([...FIELDS, ...many]));
  assertEquals(tree, TREE);
  const optics = concepts.find(({ canonicalLabel }) => canonicalLabel === "optics")!;
  assert(optics.support.rawCount >= 10_000);
  assert(optics.support.recordIds.length <= 256);
});

Deno.test("labels that have a word, a parent and half their definition in common are all placed or merged", async () => {
  const letters = "abcdefghijklmnopqrst";
  const word = (at: number) =>
    [at % 20, Math.floor(at / 20) % 20, Math.floor(at / 400)].map((i) => letters[i]!.repeat(2))
      .join("o");
  const many = Array.from(
    { length: 1500 },
    (_, at) => `${word(at)} physics: the branch of physics that studies ${word(at + 7)} and light`,
  );
  const { concepts, rows } = await build(await entries([...FIELDS, ...many]));
  const decided = rows("S1", "candidates").length;
  assert(decided >= 1500, `${decided} candidates`);
  const named = new Set(concepts.flatMap(({ canonicalLabel, variants }) => [
    canonicalLabel,
    ...variants,
  ]));
  for (const { text } of rows("assembly", "quarantine")) named.add(text as string);
  assert(named.size >= 1500, `${named.size} of them are somewhere`);
});

Deno.test("labels beyond ASCII keep their letters and are compared without accents", async () => {
  const { tree } = await build(
    await entries([
      ...FIELDS,
      "Röntgenoptik: the branch of optics that studies X-rays",
      "光学: the branch of physics that studies light in Japanese",
    ]),
  );
  assert(tree.includes("Röntgenoptik < optics"));
  assert(tree.includes("光学 < physics"));
});

Deno.test("what several fields are branches of is a field, whatever its definition says; arteries have branches, too", async () => {
  const corpus = await entries([
    ...FIELDS,
    "logic: the branch of philosophy that studies inference",
    "aesthetics: a branch of philosophy which studies beauty",
    "philosophy: the rational investigation of questions about existence",
    "philology: the branch of letters that studies words",
    "criticism: the branch of letters that studies works",
    "letters: what is written with care",
    "doctrine, philosophy: a belief that some school teaches",
    "stoicism: the doctrine that what must be is to be borne",
    "maxillary artery: an artery deep in the face",
    "buccal artery: a branch of the maxillary artery that supplies the cheeks",
    "alveolar artery: a branch of the maxillary artery that supplies the teeth",
    "cartomancy: the branch of divination that studies cards",
    "divination: the art of telling what will be",
  ]);
  const { tree } = await build(corpus);
  assertEquals(
    tree,
    [
      ...TREE,
      "aesthetics < philosophy",
      "criticism < letters",
      "letters",
      "philology < letters",
      "logic < philosophy",
      "philosophy",
    ].sort(),
  );
});

Deno.test("a term that is its own parent, and terms that are each other's, stand somewhere all the same", async () => {
  const { tree, rows } = await build(
    await entries([
      ...FIELDS,
      "statics: the branch of dynamics that is a discipline that studies rest",
      "dynamics: the branch of statics; a discipline that studies motion",
      "rheology: the branch of rheology; the branch of physics that studies flow",
    ]),
  );
  assert(tree.includes("rheology < physics"), tree.join("\n"));
  assert(
    tree.some((line) => line.startsWith("dynamics")) &&
      tree.some((line) => line.startsWith("statics")),
  );
  const cycles = rows("assembly", "findings").filter(({ code }) => code === "cycle_detected");
  assertEquals(cycles.map(({ evidence }) => evidence), [["dynamics", "statics"]]);
});

Deno.test("thresholds of a level drop its labels, and what they leave behind is quarantined, dropped or kept below a stand-in", async () => {
  const corpus = await entries(FIELDS);
  const strict = { "levelThresholds.L1.minRecords": 3 };
  const { tree, rows } = await build(corpus, strict);
  assertEquals(tree, [
    "acoustics < physics",
    "fibre optics < optics",
    "optics < physics",
    "physics < science",
    "science",
  ]);
  assertEquals(rows("assembly", "quarantine").map(({ text }) => text), ["organic chemistry"]);
  const dropped = await build(corpus, { ...strict, "hierarchyAssembly.orphans": "drop" });
  assertEquals([dropped.tree, dropped.rows("assembly", "quarantine")], [tree, []]);
  const stood = await build(corpus, { ...strict, "hierarchyAssembly.orphans": "placeholder" });
  assert(stood.tree.includes("organic chemistry < (not placed, L1)"));
});

Deno.test("labels that break a rule of words, characters or venues go; an allowed one stays", async () => {
  const corpus = await entries([
    ...FIELDS,
    "laser/maser optics: the branch of optics that studies amplified light",
    "siggraph: the branch of optics that is shown to people",
  ]);
  const { tree, rows } = await build(corpus);
  assertEquals(tree, TREE);
  const failed = rows("S3", "findings").map(({ code }) => code).sort();
  assertEquals(failed, ["characters", "venue_name"]);
  const allow = { "singleToken.allow": ["laser/maser optics", "siggraph"] };
  const { tree: allowed } = await build(corpus, allow);
  assert(allowed.includes("laser/maser optics < optics"));
  assert(allowed.includes("siggraph < optics"));
});

Deno.test("one label of two meanings becomes two concepts, told apart by their parents", async () => {
  const lines = [
    ...FIELDS,
    "morphology: the branch of chemistry that studies forms of crystal compounds",
    "morphology: the branch of physics dealing with shapes of moving bodies",
  ];
  const { rows, tree } = await build(await entries(lines));
  const splits = rows("S2", "operations").filter(({ op }) => op === "split");
  assertEquals(splits.map(({ into }) => into), [[
    "morphology (chemistry)",
    "morphology (physics)",
  ]]);
  assertEquals(tree.filter((line) => line.startsWith("morphology")), [
    "morphology < chemistry",
    "morphology < physics",
  ]);
  const one = await build(await entries(lines), { "disambiguation.maxContextOverlap": 0 });
  assertEquals(one.rows("S2", "operations").filter(({ op }) => op === "split"), []);
});

Deno.test("what a run is of is a policy: other root terms, another tree", async () => {
  const corpus = await entries([
    ...FIELDS,
    "tango: a dance that couples perform",
    "waltz: a kind of dance",
  ]);
  const { tree } = await build(corpus, { "levelwise.rootTerms": ["dance"] });
  assert(tree.includes("tango") && !tree.some((line) => line.includes("science")), tree.join());
});
