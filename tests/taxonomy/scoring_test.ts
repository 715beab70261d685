import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createPrng } from "../../lib/substrate/values/prng.ts";
import { conflictCycles } from "../../lib/taxonomy/assembly/conflict_cycles.ts";
import { checkTree } from "../../lib/taxonomy/assembly/tree_invariants.ts";
import { loadPolicies } from "../../lib/taxonomy/policies/load_policies.ts";
import type { Concept } from "../../lib/taxonomy/records/concept.ts";
import { compareTrees } from "../../lib/taxonomy/scoring/compare_scores.ts";
import { EVIDENCE_KINDS, type EvidenceWeights } from "../../lib/taxonomy/evidence/evidence_kind.ts";
import { fitEvidenceWeights } from "../../lib/taxonomy/scoring/fit_weights.ts";
import { FITTING_TREES } from "../../lib/taxonomy/scoring/fitting_trees.ts";
import {
  evidenceForGiven,
  type GivenSetting,
  giveTerms,
  treeOfGiven,
} from "../../lib/taxonomy/scoring/given_terms.ts";
import {
  cutGoldTree,
  type GoldConcept,
  goldCounts,
  type GoldTree,
} from "../../lib/taxonomy/scoring/gold_tree.ts";
import {
  FIELDS_OF_STUDY,
  goldBelow,
  readScoringCorpus,
  scoreGiven,
} from "../../lib/taxonomy/scoring/score_report.ts";
import { scoreTree } from "../../lib/taxonomy/scoring/tree_score.ts";
import { tuneTopWeight } from "../../lib/taxonomy/scoring/tune_top.ts";
import { readNounTree, type Synset, synsetNamed } from "../../lib/taxonomy/scoring/wordnet_tree.ts";
import { maximumArborescence, type WeightedEdge } from "../../lib/taxonomy/tree/arborescence.ts";
import { installedWordnet } from "../../lib/taxonomy/wordnet/wordnet_files.ts";

function synset(id: string, hypernyms: string[], hyponyms: string[]): Synset {
  return { id, heads: [id], gloss: id, section: "noun.cognition", hypernyms, hyponyms };
}

const small = cutGoldTree(
  new Map([
    synset("root", [], ["a", "b"]),
    synset("a", ["root"], ["c"]),
    synset("b", ["root"], ["c", "d"]),
    synset("c", ["a", "b"], []),
    synset("d", ["b"], ["e"]),
    synset("e", ["d"], []),
  ].map((one) => [one.id, one])),
  synset("root", [], ["a", "b"]),
);

Deno.test("the gold is cut by depth; a concept may have several parents one level up", () => {
  assertEquals(goldCounts(small), {
    levels: [2, 2, 1, 0],
    edges: 4,
    ancestorPairs: 5,
    severalParents: 1,
  });
});

Deno.test("edges and ancestors are scored apart, and the better of two trees is told on the same sub-trees", () => {
  const right = [["c", "a"], ["c", "b"], ["d", "b"], ["e", "d"]];
  const edges = (pairs: string[][]) =>
    pairs.map(([child, parent]) => ({ child: child!, parent: parent! }));
  const prng = createPrng(1);
  const perfect = scoreTree(small, edges(right), { prng, resamples: 50 });
  assertEquals([perfect.edge.f1, perfect.ancestor.f1], [1, 1]);
  const half = scoreTree(small, edges([["c", "a"], ["d", "a"]]), { prng, resamples: 50 });
  assertAlmostEquals(half.edge.f1, 2 / 6);
  const { difference } = compareTrees(small, edges([["c", "a"]]), edges(right), {
    prng,
    resamples: 50,
  });
  assert(difference > 0);
});

Deno.test("the largest arborescence is as large as the best of all trees, whatever the weights", () => {
  const prng = createPrng("arborescence");
  for (let round = 0; round < 60; round++) {
    const nodes = 4;
    const edges: WeightedEdge[] = [];
    for (let child = 1; child < nodes; child++) {
      for (let parent = 0; parent < nodes; parent++) {
        if (parent !== child) edges.push({ parent, child, weight: prng.below(50) });
      }
    }
    const weight = (child: number, parent: number) =>
      edges.find((edge) => edge.child === child && edge.parent === parent)!.weight;
    let best = -1;
    for (let code = 0; code < nodes ** 3; code++) {
      const parents = [-1, code % 4, Math.floor(code / 4) % 4, Math.floor(code / 16)];
      const reaches = (node: number) => {
        for (let step = 0; node !== 0 && step < 4; step++) node = parents[node]!;
        return node === 0;
      };
      if ([1, 2, 3].some((node) => parents[node] === node || !reaches(node))) continue;
      best = Math.max(best, [1, 2, 3].reduce((sum, node) => sum + weight(node, parents[node]!), 0));
    }
    const found = maximumArborescence(nodes, 0, edges);
    assertEquals([1, 2, 3].reduce((sum, node) => sum + weight(node, found[node]!), 0), best);
  }
});

Deno.test("a tree that breaks a rule is told which", () => {
  const node = (id: string, level: Concept["level"], parents: string[]): Concept => ({
    id,
    level,
    canonicalLabel: id,
    parents: parents.map((parent) => ({ id: parent, confidence: 1, evidence: [] })),
    variants: [],
    observedForms: [],
    support: { recordIds: [], publishers: [], rawCount: 0 },
    rationale: { gates: [] },
  });
  const tree = [
    node("a", 0, ["b"]),
    node("b", 1, []),
    node("c", 2, ["a", "b"]),
    node("c", 3, ["z"]),
  ];
  const codes = checkTree(tree, { maxParents: 1, maxNodes: 3 }).map(({ code }) => code);
  assertEquals(
    new Set(codes),
    new Set([
      "duplicate_id",
      "too_many_nodes",
      "root_has_parents",
      "missing_parent",
      "non_unique_path",
      "invalid_level",
    ]),
  );
  assertEquals(conflictCycles([]), []);
});

const wordnet = await installedWordnet().catch(() => undefined);

Deno.test({
  name: "given the terms of fields of study, the tree is better than the best baseline's",
  ignore: wordnet === undefined,
  fn: async (t) => {
    const { policies } = await loadPolicies("development");
    const corpus = await readScoringCorpus(wordnet!);
    const gold = goldBelow(corpus, FIELDS_OF_STUDY);
    assertEquals(goldCounts(gold).levels, [21, 67, 73, 145]);
    const given = giveTerms(gold, corpus.statements);
    const score = (setting: GivenSetting) =>
      scoreGiven(gold, corpus, { setting, policies, prng: createPrng(1), given });
    await t.step("with their levels: edge-F1 at least 0.75, ancestor-F1 at least 0.70", () => {
      const { ours, baselines } = score("terms_and_levels");
      assert(ours.edge.f1 >= 0.75, String(ours.edge.f1));
      assert(ours.ancestor.f1 >= 0.7, String(ours.ancestor.f1));
      assert(ours.edge.f1 > baselines.pattern_head_noun.edge.f1);
    });
    await t.step("without levels: both above those of patterns and head nouns", () => {
      const { ours, baselines } = score("terms");
      const best = baselines.pattern_head_noun;
      assert(ours.edge.f1 > best.edge.f1, `${ours.edge.f1} ${best.edge.f1}`);
      assert(ours.ancestor.f1 > best.ancestor.f1, `${ours.ancestor.f1} ${best.ancestor.f1}`);
    });
  },
});

Deno.test({
  name:
    "nothing that weights are fitted, chosen or tried on meets the fields of study, nor each other",
  ignore: wordnet === undefined,
  fn: async () => {
    const synsets = await readNounTree(wordnet!);
    const fields = new Set<string>();
    const waiting = [synsetNamed(synsets, FIELDS_OF_STUDY).id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (fields.has(id)) continue;
      fields.add(id);
      waiting.push(...synsets.get(id)!.hyponyms);
    }
    const seen = new Map([...fields].map((id) => [id, "fields of study"]));
    for (const [set, tops] of Object.entries(FITTING_TREES)) {
      for (const [name, top] of Object.entries(tops)) {
        const { concepts } = cutGoldTree(synsets, synsets.get(top)!);
        assert(concepts.length > 50, name);
        for (const { id } of concepts) {
          assert([undefined, set].includes(seen.get(id)), `${name} ${id} ${seen.get(id)}`);
          seen.set(id, set);
        }
      }
    }
  },
});

Deno.test("the weight of the top is the one whose trees score best", () => {
  const gold: GoldTree = {
    rootHeads: ["science"],
    rootGloss: "a branch of knowledge",
    concepts: [
      concept("physics", "the science of matter", []),
      concept("optics", "the science of light in physics", ["physics"]),
      concept("acoustics", "the science of sound in physics", ["physics"]),
    ],
  };
  const statements = gold.concepts.map(({ heads, gloss }) => ({ heads, definition: gloss }));
  const zero = Object.fromEntries(Object.keys(EVIDENCE_KINDS).map((kind) => [kind, 0]));
  const weights = { ...zero, mention: 2, root: 9 } as EvidenceWeights;
  const { best, trials } = tuneTopWeight([{ gold, given: giveTerms(gold, statements) }], weights, {
    parentSimilarity: 1,
    less: [0, 9],
  });
  assertEquals(trials.map(({ root, edgeF1 }) => [root, edgeF1]), [[9, 0], [0, 1]]);
  assertEquals([best.root, best.ancestorF1], [0, 1]);
});

Deno.test("weights are fitted to the parents in a gold tree, the same from the same seed", async () => {
  const gold: GoldTree = {
    rootHeads: ["science"],
    rootGloss: "a branch of knowledge",
    concepts: [
      concept("physics", "the science of matter", []),
      concept("biology", "the science of living things", []),
      ...["optics", "statics", "acoustics", "mechanics"].map((name) =>
        concept(name, `the branch of physics that is called ${name}`, ["physics"])
      ),
      ...["botany", "zoology", "ecology", "virology"].map((name) =>
        concept(name, `the branch of biology that is called ${name}`, ["biology"])
      ),
    ],
  };
  const statements = gold.concepts.map(({ heads, gloss }) => ({ heads, definition: gloss }));
  const tree = { gold, given: giveTerms(gold, statements) };
  const fit = () =>
    fitEvidenceWeights([tree], { setting: "terms", parentSimilarity: 1, prng: createPrng(1) });
  const weights = await fit();
  assert(weights.genus > 0);
  assertEquals(weights.head_noun, 0);
  assertEquals(await fit(), weights);
  const edges = treeOfGiven(
    gold,
    evidenceForGiven(gold, tree.given, { setting: "terms", weights, parentSimilarity: 1 }),
    { setting: "terms", weights },
  );
  assertEquals(
    edges.map(({ child, parent }) => [child, parent]),
    gold.concepts.flatMap(({ id, parents }) => parents.map((parent) => [id, parent])),
  );
});

function concept(name: string, gloss: string, parents: string[]): GoldConcept {
  return {
    id: name,
    heads: [name],
    gloss,
    section: "noun.cognition",
    level: parents.length as 0 | 1,
    parents,
    cluster: name,
  };
}
