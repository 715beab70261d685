import { assertEquals } from "@std/assert";
import { openAiSettingsSchema } from "../../../lib/substrate/models/openai_settings.ts";
import { EVIDENCE_KINDS } from "../../../lib/taxonomy/evidence/evidence_kind.ts";
import { loadPolicies } from "../../../lib/taxonomy/policies/load_policies.ts";
import { policyLeaves } from "../../../lib/taxonomy/policies/policy_leaves.ts";
import { PHASE_NAMES } from "../../../lib/taxonomy/phases/phase_name.ts";
import { fileCorpus } from "../../../lib/taxonomy/s0_raw_extraction/file_corpus.ts";
import { scripted } from "../../substrate/models/scripted_endpoint.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { type Changes, rowsCorpus, type Trial, trialOf } from "./_outcomes.ts";
import { WORLD } from "./_world.ts";

/** Another value, and the first phase whose outcome it changes; `refused`: the run ends with its name. */
interface Case {
  /** At least one of them changes the outcome. */
  readonly values: readonly unknown[];
  readonly at: "S0" | "S1" | "S2" | "S3" | "assembly" | "refused";
  /** Other policies that hold in both runs. */
  readonly given?: Readonly<Record<string, unknown>>;
}

const at = (phase: Case["at"], values: readonly unknown[], given?: Case["given"]): Case => ({
  values,
  at: phase,
  ...(given === undefined ? {} : { given }),
});

const levels = (key: (level: string) => Readonly<Record<string, Case>>) =>
  Object.assign({}, ...["L0", "L1", "L2", "L3"].map(key)) as Record<string, Case>;

const KINDS = Object.keys(EVIDENCE_KINDS);
/** Every kind of evidence but one weighs nothing when the tree is assembled. */
const EVEN = Object.fromEntries(
  KINDS.filter((kind) => !kind.startsWith("root"))
    .map((kind) => [`hierarchyAssembly.weights.${kind}`, 0]),
);
/** No field below the disciplines is kept, so that all below them are orphans. */
const ORPHANS = { "levelThresholds.L1.minRecords": 1000 };

const CASES: Readonly<Record<string, Case>> = {
  "rawExtraction.minChars": at("S0", [60]),
  "rawExtraction.maxChars": at("S0", [60]),
  "rawExtraction.boilerplate": at("S0", [[]]),
  "rawExtraction.languages": at("S0", [["en", "de"]]),
  "rawExtraction.minLanguageScore": at("S0", [1]),
  "rawExtraction.shingleWords": at("S0", [1, 8, 0], {
    "rawExtraction.nearDuplicateSimilarity": 0.6,
  }),
  "rawExtraction.nearDuplicateSimilarity": at("S0", [0.3, 0]),
  "rawExtraction.duplicateWindow": at("S0", [1]),
  "label.minChars": at("S1", [8]),
  "label.maxChars": at("S1", [8]),
  "label.minTokens": at("S1", [2]),
  "label.maxTokens": at("S1", [1]),
  "label.stripPrefixes": at("S1", [[]]),
  "label.foldDiacritics": at("S1", [false]),
  "label.allowAcronyms": at("S1", [true]),
  "label.parentSimilarity": at("S1", [1, 0.5, 0]),
  "levelwise.rootTerms": at("S1", [["optics"]]),
  "levelwise.minAnchor": at("S1", [0.99, 0]),
  "levelwise.minTermhood": at("S1", [2]),
  "levelwise.maxCandidates": at("refused", [3]),
  "levelwise.keptRecords": at("S1", [1]),
  ...Object.fromEntries(
    KINDS.map((kind) => [`levelwise.placementWeights.${kind}`, at("S1", [20, -20])]),
  ),
  ...levels((level) => ({
    [`levelThresholds.${level}.minPublishers`]: at("S2", [2]),
    [`levelThresholds.${level}.minRecords`]: at("S2", [3]),
    [`deduplication.similarity.${level}`]: at("S2", [1]),
  })),
  "frequencyFiltering.unknownPublisher": at("S0", ["nobody"]),
  "frequencyFiltering.recordWeight": at("S2", [20, 0]),
  "deduplication.blockingPrefix": at("S2", [40]),
  "deduplication.minContextOverlap": at("S2", [1]),
  "disambiguation.minParentDivergence": at("S2", [1]),
  "disambiguation.maxContextOverlap": at("S2", [0]),
  "singleToken.maxTokens": at("S3", [1]),
  "singleToken.forbiddenCharacters": at("S3", [""]),
  "singleToken.minAlphanumericRatio": at("S3", [1]),
  "singleToken.allow": at("S3", [["siggraph"]]),
  "venue.levels": at("S3", [[]]),
  "venue.names": at("S3", [[]]),
  "venue.keywords": at("S3", [[]]),
  "hierarchyAssembly.orphans": at("assembly", ["drop"], ORPHANS),
  "hierarchyAssembly.minEdgeConfidence": at("assembly", [0.999]),
  "hierarchyAssembly.maxParents": at("assembly", [3], EVEN),
  "hierarchyAssembly.maxNodes": at("refused", [3]),
  ...Object.fromEntries(
    Object.keys(EVEN).map((path) => [path, at("assembly", [1], EVEN)]),
  ),
};

/** Values that only count where a model votes: says no to every label. */
const VOTED: Readonly<Record<string, Case>> = {
  "singleToken.multiTokenBypass": at("S3", [false]),
  "llm.votes": at("S3", [1]),
  "llm.minApproval": at("S3", [0]),
  "validation.ruleWeight": at("S3", [3]),
  "validation.llmWeight": at("S3", [0.1]),
  "validation.minScore": at("S3", [0.5]),
};

/** Read where files are read, and tried below. */
const OF_FILES: Readonly<Record<string, Case>> = {
  "rawExtraction.maxLineBytes": at("S0", [70]),
};

/** The cases that do not change what they say they change, with what they do. */
async function failing(
  cases: Readonly<Record<string, Case>>,
  trialUnder: (given: Changes) => Promise<Trial>,
): Promise<string[]> {
  const trials = new Map<string, Promise<Trial>>();
  const failed: string[] = [];
  for (const [path, { values, at: phase, given = {} }] of Object.entries(cases)) {
    const key = JSON.stringify(given);
    if (!trials.has(key)) trials.set(key, trialUnder(given));
    const { base, under } = (await trials.get(key))!;
    const seen: string[] = [];
    for (const value of values) {
      let first: string;
      try {
        const changed = await under({ [path]: value });
        first = PHASE_NAMES.find((name) => changed[name] !== base[name]) ?? "nowhere";
      } catch (error) {
        first = (error as Error).message.startsWith(path) ? "refused" : String(error);
      }
      seen.push(first);
      if (first === phase) break;
    }
    if (seen.at(-1) !== phase) failed.push(`${path}, expected at ${phase}: ${seen.join("; ")}`);
  }
  return failed;
}

Deno.test("every policy value has a case that shows what it changes", async () => {
  const { policies } = await loadPolicies("testing");
  const known = [CASES, VOTED, OF_FILES].flatMap((cases) => Object.keys(cases));
  assertEquals([...policyLeaves(policies).keys()].sort(), known.sort());
});

Deno.test("every policy value changes the outcome, from the phase on that reads it", () =>
  inTempFolder(async (folder) => {
    let at = 0;
    const trial = (given: Changes) => trialOf(`${folder}/${at++}`, rowsCorpus(WORLD), given);
    assertEquals(await failing(CASES, trial), []);
  }));

Deno.test("every policy value about the votes of a model changes the outcome", () =>
  inTempFolder(async (folder) => {
    // Of each label but two the first vote says yes, and all later ones no.
    const asked = new Set<string>();
    await using endpoint = scripted(({ body }) => {
      const label = String(body.messages.at(-1).content);
      const isConcept = /"(science|physics)"\./.test(label) || !asked.has(label);
      asked.add(label);
      return { kind: "answer", content: JSON.stringify({ isConcept, reason: "scripted" }) };
    });
    const settings = openAiSettingsSchema.parse({
      baseUrl: endpoint.baseUrl,
      model: "scripted",
      retries: 0,
    });
    const models = { verifier: { settings, digest: "a" } };
    const trial = await trialOf(folder, rowsCorpus(WORLD.slice(0, 18)), {}, models);
    assertEquals(await failing(VOTED, () => Promise.resolve(trial)), []);
  }));

Deno.test("the longest line that is read is a policy: a longer one is set aside", () =>
  inTempFolder(async (folder) => {
    const lines = WORLD.slice(0, 18).map(([text]) => text).join("\n") + "\n";
    await Deno.writeTextFile(`${folder}/a.txt`, lines);
    const trial = await trialOf(`${folder}/runs`, await fileCorpus([`${folder}/a.txt`]));
    assertEquals(await failing(OF_FILES, () => Promise.resolve(trial)), []);
  }));
