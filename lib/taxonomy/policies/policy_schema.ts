import * as z from "zod";
import { EVIDENCE_KINDS, type EvidenceKind } from "../evidence/evidence_kind.ts";

/** A weight for every kind but those named, described as the kind is. */
function weightsOf<K extends EvidenceKind>(without: readonly K[]) {
  const kinds = (Object.keys(EVIDENCE_KINDS) as EvidenceKind[]).filter((kind) =>
    !(without as readonly string[]).includes(kind)
  ) as Exclude<EvidenceKind, K>[];
  type Shape = { readonly [kind in Exclude<EvidenceKind, K>]: z.ZodNumber };
  return z.strictObject(
    Object.fromEntries(
      kinds.map((kind) => [kind, z.number().describe(EVIDENCE_KINDS[kind])]),
    ) as Shape,
  );
}

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const words = z.array(z.string().min(1)).readonly();

/** Patterns are JavaScript regular expressions, matched with the flags `iu`. */
const patterns = z.array(z.string().refine(compiles, "expected a regular expression")).readonly();

const perLevel = <S extends z.ZodType>(value: S, doc: string) =>
  z.strictObject({ L0: value, L1: value, L2: value, L3: value }).describe(doc);

/** What S0 takes from documents. */
const rawExtraction = z.strictObject({
  minChars: count.describe("shortest segment taken, in characters"),
  maxChars: count.min(1).describe("longest segment taken, in characters"),
  maxLineBytes: count.min(1).describe("longest line read, in bytes; a longer one is quarantined"),
  boilerplate: patterns.describe("segments that match one of these are dropped"),
  languages: words.describe("languages taken (BCP 47)"),
  minLanguageScore: share.describe("least share of a segment's words that speak for its language"),
  shingleWords: count.min(1).describe("words in a shingle, for near-duplicates"),
  nearDuplicateSimilarity: share.describe(
    "segments of one publisher with at least this Jaccard similarity of shingles are one; the first stays",
  ),
  duplicateWindow: count.min(1).describe("segments that near-duplicates are looked for among"),
});

/** What a label may look like (S1). */
const label = z.strictObject({
  minChars: count.describe("shortest label"),
  maxChars: count.min(1).describe("longest label"),
  minTokens: count.min(1).describe("fewest words of a label"),
  maxTokens: count.min(1).describe("most words of a label"),
  stripPrefixes: words.describe("beginnings that normalising takes off, such as `department of`"),
  foldDiacritics: z.boolean().describe("compare `école` as `ecole`"),
  allowAcronyms: z.boolean().describe("take labels of capital letters only"),
  parentSimilarity: share.describe(
    "least similarity at which a parent's name is taken for a label",
  ),
});

/** What the tree is of, and where a label stands in it (S1). */
const levelwise = z.strictObject({
  rootTerms: words.describe(
    "names that definitions use for what the tree is of; `the study`: but not `a study`",
  ),
  minAnchor: share.describe("how surely a definition must say that something is a member"),
  minTermhood: z.number().min(0).describe(
    "least C-value of a term that texts name, none defines, and that ends with a known label; 0 takes none",
  ),
  maxCandidates: count.min(1).describe("most definitions taken; more are refused"),
  keptRecords: count.min(1).describe("record ids kept of what stands behind a label"),
  placementWeights: weightsOf([]).describe("weight of each kind of evidence for a parent, in nats"),
});

/** How many stand behind a label (S2). */
const levelThresholds = perLevel(
  z.strictObject({
    minPublishers: count.describe("fewest distinct publishers"),
    minRecords: count.describe("fewest records, near-duplicates counted once"),
  }),
  "support that a label needs, by level",
);

/** How support is counted (S2). */
const frequencyFiltering = z.strictObject({
  unknownPublisher: z.string().min(1).describe("all records without a publisher count as this one"),
  recordWeight: z.number().min(0).describe("weight = publishers + this × ln(1 + records)"),
});

/** When two labels are one (S2). */
const deduplication = z.strictObject({
  blockingPrefix: count.min(1).describe("letters that two labels must share to be compared"),
  similarity: perLevel(share, "labels at least this similar are merged, by level"),
  minContextOverlap: share.describe("least overlap of the words that define two similar labels"),
});

/** When one label is two concepts (S2). */
const disambiguation = z.strictObject({
  minParentDivergence: share.describe("least share of parents that two senses do not share"),
  maxContextOverlap: share.describe("most overlap of the words around two senses"),
});

/** Rules for labels (S3). */
const singleToken = z.strictObject({
  maxTokens: count.min(1).describe("most words of a concept's label"),
  forbiddenCharacters: z.string().describe("a label holds none of these"),
  minAlphanumericRatio: share.describe("least share of letters and digits"),
  allow: words.describe("labels that pass whatever the rules say"),
  multiTokenBypass: z.boolean().describe("labels of several words need no vote of a model"),
});

/** Labels that name venues, not fields (S3). */
const venue = z.strictObject({
  levels: z.array(z.int().min(0).max(3)).readonly().describe("levels at which the rule applies"),
  names: words.describe("names of venues"),
  keywords: words.describe("words that give a venue away, such as `proceedings`"),
});

/** Votes of a model (S3); without a verifier spec nobody is asked. */
const llm = z.strictObject({
  votes: count.min(1).describe("times a model is asked about a label"),
  minApproval: share.describe("least share of yes among the votes"),
});

/** How findings weigh against each other (S3). */
const validation = z.strictObject({
  ruleWeight: z.number().min(0).describe("weight of the rules' vote"),
  llmWeight: z.number().min(0).describe("weight of the model's vote"),
  minScore: share.describe("least weighted share of votes in favour"),
});

/** How the tree is put together. */
const hierarchyAssembly = z.strictObject({
  orphans: z.enum(["quarantine", "placeholder", "drop"]).describe(
    "what becomes of a parentless node",
  ),
  minEdgeConfidence: share.describe("edges below this are no evidence"),
  maxParents: count.min(1).describe(
    "1: a tree; more: that many parents where evidence is as strong",
  ),
  maxNodes: count.min(1).describe("a larger tree is refused"),
  weights: weightsOf(["root", "root_genus", "root_head"]).describe(
    "weight of each kind of evidence for a parent one level up, in nats",
  ),
});

/**
 * Every policy value there is: a field here, its default in `base.jsonc`, and a case in the test of outcomes.
 *
 * The first keys are the slices that phases declare.
 */
export const policySchema = z.strictObject({
  rawExtraction,
  label,
  levelwise,
  levelThresholds,
  frequencyFiltering,
  deduplication,
  disambiguation,
  singleToken,
  venue,
  llm,
  validation,
  hierarchyAssembly,
});

/** The resolved policies of a run. */
export type Policies = z.output<typeof policySchema>;

/** A slice: the policies under one key, or one value of them by dotted path. */
export type PolicyPath = keyof Policies | `${keyof Policies}.${string}`;

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "iu") !== undefined;
  } catch {
    return false;
  }
}
