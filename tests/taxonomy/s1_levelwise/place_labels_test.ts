import { assertEquals } from "@std/assert";
import { readRoot } from "../../../lib/taxonomy/evidence/lexicon.ts";
import { loadPolicies } from "../../../lib/taxonomy/policies/load_policies.ts";
import { findTerms } from "../../../lib/taxonomy/s1_levelwise/find_terms.ts";
import { placeLabels } from "../../../lib/taxonomy/s1_levelwise/place_labels.ts";

const { policies: { label, levelwise } } = await loadPolicies("testing");
const root = readRoot(levelwise.rootTerms);
const statement = (head: string, definition: string) => ({
  recordId: head,
  heads: [head],
  definition,
});
const rows = [
  statement("science", "a discipline that studies nature"),
  statement("physics", "the branch of science that studies matter"),
  statement("glazing", "the work of glass; the art or physics of windows"),
  statement("glazing", "putting glass into frames"),
  statement("bread", "food made from flour"),
];
const statements = async function* (wants: (at: number) => boolean = () => true) {
  for (const [at, row] of rows.entries()) if (wants(at)) yield row;
};
const refuse = (): never => {
  throw new Error("too many");
};

Deno.test("what is nearly a member is told of, with the anchor that it lacks; what is far from one is not", async () => {
  const { found, missed } = await findTerms(statements, root, levelwise, 4, refuse);
  assertEquals(found.map((one) => one.statement.heads[0]), ["science", "physics"]);
  assertEquals(missed.map(({ name, strength }) => [name, strength.toFixed(2)]), [
    ["glazing", "0.48"],
  ]);
  const minAnchor = missed[0]!.strength;
  const lower = await findTerms(statements, root, { ...levelwise, minAnchor }, 4, refuse);
  assertEquals(lower.found.map((one) => one.statement.heads[0]), ["science", "physics", "glazing"]);
  assertEquals(lower.missed, []);
});

Deno.test("a label whose text names no parent is dropped with that reason, not silently", async () => {
  const found = rows.filter((_, at) => at !== 2).map((row) => ({ statement: row, strength: 1 }));
  const weights = levelwise.placementWeights;
  const placements = await placeLabels(found, statements, { root, label, weights });
  const fate = placements.map((one) =>
    one.kind === "placed"
      ? [one.row.normalized, "placed"]
      : [one.normalized, one.gates.find(({ passed }) => !passed)?.gate]
  );
  assertEquals(
    new Map(fate as [string, string][]),
    new Map([
      ["glazing", "parent_named"],
      ["bread", "parent_named"],
      ["science", "placed"],
      ["physics", "placed"],
    ]),
  );
});

/** Each label with its level, and its likeliest parent. */
async function placesOf(definitions: Readonly<Record<string, string>>) {
  const rows = Object.entries(definitions).map(([head, definition]) => statement(head, definition));
  const statements = async function* (wants: (at: number) => boolean = () => true) {
    for (const [at, row] of rows.entries()) if (wants(at)) yield row;
  };
  const { found } = await findTerms(statements, root, levelwise, 4, refuse);
  const weights = levelwise.placementWeights;
  const placements = await placeLabels(found, statements, { root, label, weights });
  return Object.fromEntries(
    placements.flatMap((one) =>
      one.kind === "placed"
        ? [[one.row.normalized, [one.row.level, one.row.parentAnchors[0]?.resolvedId]]]
        : []
    ),
  );
}

Deno.test("the study of something is a field; a study, and what a study is called, are none", async () => {
  const places = await placesOf({
    science: "a discipline that studies nature",
    palmistry: "the study of hands that is told at fairs",
    "case study": "a careful study of some social unit that attempts to explain it",
    "brown study": "a state of deep absorption",
    ethology: "a branch of the study of animals",
  });
  assertEquals(Object.keys(places).sort(), ["ethology", "palmistry", "science"]);
});

Deno.test("a branch of natural science stands below natural science, though its other name ends with science", async () => {
  const rows = {
    science: "a discipline that studies nature",
    "natural science": "the branch of science that studies nature",
    "life science": "any of the branches of natural science that study living things",
  };
  assertEquals(await placesOf(rows), {
    "science": [0, undefined],
    "natural science": [1, "science"],
    "life science": [2, "natural science"],
  });
});
