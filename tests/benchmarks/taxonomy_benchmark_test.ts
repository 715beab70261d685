import { assert, assertEquals, assertMatch } from "@std/assert";
import { openTaxonomyBenchmark } from "../../lib/benchmarks/taxonomy/taxonomy_benchmark.ts";
import type { TaskScore, TraceView } from "../../lib/distillation/session/ports.ts";
import { starterState } from "../../lib/distillation/state/starter_state.ts";
import { loadPolicies } from "../../lib/taxonomy/policies/load_policies.ts";
import { parse } from "@std/jsonc";
import type { GoldTree } from "../../lib/taxonomy/scoring/gold_tree.ts";

const concept = (
  id: string,
  name: string,
  gloss: string,
  level: 0 | 1,
  parents: string[] = [],
) => ({
  id,
  heads: [name],
  gloss,
  section: "noun.cognition",
  level,
  parents,
  cluster: id,
});

const gold: GoldTree = {
  rootHeads: ["discipline"],
  rootGloss: "a branch of knowledge",
  concepts: [
    concept("p", "physics", "the discipline of matter and energy", 0),
    concept("c", "chemistry", "the discipline of substances", 0),
    concept("o", "optics", "the physics of light", 1, ["p"]),
    concept("a", "acoustics", "the physics of sound", 1, ["p"]),
    concept("e", "electrochemistry", "the chemistry of currents", 1, ["c"]),
  ],
};
const statements = gold.concepts.map(({ heads, gloss }) => ({ heads, definition: gloss }));
const open = () => openTaxonomyBenchmark({ gold, statements });

async function stateWith(policies: string): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/taxonomy`);
  await Deno.writeTextFile(`${folder}/taxonomy/policies.jsonc`, policies);
  return folder;
}

async function scores(policies: string): Promise<TaskScore[]> {
  return await Array.fromAsync((await open()).score({
    stateFolder: await stateWith(policies),
    taskIds: gold.concepts.map(({ id }) => id),
    seed: "0",
    traceFolder: await Deno.makeTempDir(),
  }));
}

const right = (found: readonly TaskScore[]) =>
  found.filter(({ outcome }) => outcome.kind === "scored" && outcome.score === 1).length;

const DEAF = '{"levelwise":{"placementWeights":{"genus":0,"transparent":0,"compound":0,"root":3}}}';

Deno.test("a policy decides where terms stand, and what it does not hear is told", async () => {
  const [full, deaf] = [await scores("{}"), await scores(DEAF)];
  assert(right(full) > right(deaf), `${right(full)} ${right(deaf)}`);
  const unheard = deaf.flatMap(({ facets }) => facets.unheard ?? []) as string[];
  assert(unheard.includes("genus"));
});

Deno.test("the same policies give the same scores", async () => {
  assertEquals(await scores(DEAF), await scores(DEAF));
});

Deno.test("families are siblings, categories are levels", async () => {
  const [first, , third] = await (await open()).tasks();
  assertEquals(first, { id: "p", family: "p", category: "level 0" });
  assertEquals([third!.family, third!.category], ["p", "level 1"]);
});

Deno.test("policies that cannot be loaded are refused in one line that names file and field", async () => {
  const check = async (text: string) => (await open()).check(await stateWith(text));
  assertEquals(await check("{}"), undefined);
  assertMatch(
    (await check('{"label":{"parentSimilarity":2}}'))!,
    /^taxonomy\/policies.jsonc: label.parentSimilarity: expected/,
  );
  assertMatch((await check("[]"))!, /^taxonomy\/policies.jsonc/);
  assertMatch((await check("{"))!, /not JSONC/);
});

Deno.test("what is not heard is advised its built-in weight, what outweighs it less, silence a lower bar", async () => {
  const { advice } = await open();
  const runs: TraceView[] = [{
    runKey: "r",
    taskId: "o",
    category: "level 1",
    score: 0,
    passed: false,
    facets: {},
  }];
  const advised = (facet: string, value: string, state?: string) =>
    advice!.propose({ facet, value, runs, allRuns: runs, read: () => state })
      .map(({ payload }) => payload as { path: string[]; value: number });
  const [heard] = advised("unheard", "genus"), [less] = advised("outweighed", "genus");
  assertEquals(heard!.path, ["levelwise", "placementWeights", "genus"]);
  assert(heard!.value > less!.value && less!.value > 0);
  const loud = '{"levelwise":{"placementWeights":{"genus":40}}}';
  assertEquals(advised("outweighed", "genus", loud)[0]!.value, heard!.value);
  assertEquals(advised("outweighed", "genus", "{")[0]!.value, less!.value);
  assertEquals(advised("stop", "no_evidence")[0]!.path, ["label", "parentSimilarity"]);
  assertEquals([advised("stop", "wrong_parent"), advised("unheard", "no such kind")], [[], []]);
});

Deno.test("a new state names the built-in weights, so that an edit of one of them needs no person", async () => {
  const { policies: { label, levelwise } } = await loadPolicies("production");
  assertEquals(parse(starterState["taxonomy/policies.jsonc"]!), {
    label: { parentSimilarity: label.parentSimilarity },
    levelwise: { placementWeights: { ...levelwise.placementWeights } },
  });
});
