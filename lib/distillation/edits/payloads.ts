import * as z from "zod";

/** A name that may become a file's name: never a path. */
export const plainName: z.ZodString = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** A key inside a document, such as a model's name; it never reaches the file system. */
const key = z.string().min(1).max(200).refine(
  (text) => !["__proto__", "constructor", "prototype"].includes(text),
  "expected a key that is not a name of the language",
);
const text = z.string().max(200_000);
const value = z.json();
const path = z.array(z.union([key, z.int().min(0).max(100_000)])).min(1).max(12).readonly();
const names = z.array(key).min(1).max(500).readonly().refine(
  (list) => new Set(list).size === list.length,
  "expected no name twice",
);

/** One example shown to a model. */
export const exemplarSchema = z.strictObject({ input: text.min(1), output: text.min(1) });

/** What each op is told, by its name: the eleven of the model system, then those of this harness. */
export const PAYLOADS = {
  set_model_for_query_class: z.strictObject({ queryClass: key, model: key }),
  set_model_param: z.strictObject({ model: key, param: key, value }),
  set_agent_param: z.strictObject({ agent: key, param: key, value }),
  set_agent_class: z.strictObject({ agent: key, newClass: key }),
  add_tool_to_agent: z.strictObject({ agent: key, toolName: key }),
  remove_tool_from_agent: z.strictObject({ agent: key, toolName: key }),
  edit_tool_description: z.strictObject({ toolName: key, newDescription: text.min(1) }),
  patch_system_prompt: z.strictObject({ agent: plainName, diff: text.min(1) }),
  replace_system_prompt: z.strictObject({ agent: plainName, newContent: text.min(1) }),
  edit_few_shot_exemplars: z.strictObject({
    agent: plainName,
    exemplars: z.array(exemplarSchema).max(200).readonly(),
  }),
  lora_finetune: z.strictObject({ reason: text.optional() }),
  /** A limit of the ARC search (`arc/search.jsonc`). */
  set_search_budget: z.strictObject({
    setting: z.enum(["nodeBudget", "loopIters", "candidateK", "editK", "editTopM"]),
    value: z.int().min(0).max(100_000_000),
  }),
  /** Which stages or families the ARC ruler searches, in which order (`arc/ruler.jsonc`). */
  set_family_order: z.strictObject({ level: z.enum(["stages", "families"]), order: names }),
  /** Which spec stands in for a module (`arc/modules.jsonc`): a built-in, or a file of the state. */
  select_module_spec: z.strictObject({
    module: z.enum(["describer", "ruler", "student", "critic"]),
    spec: z.string().min(1).max(300).nullable(),
  }),
  /** A limit of the ARC memory (`arc/memory.jsonc`). */
  set_memory_setting: z.strictObject({ setting: key, value }),
  /** Which proof strategies are tried, in which order, and what each may spend (`proof/portfolio.jsonc`). */
  set_proof_portfolio: z.strictObject({
    strategies: names.optional(),
    /** Thousands per strategy and goal. */
    heartbeats: z.int().min(1).max(100_000_000).optional(),
  }).refine(
    ({ strategies, heartbeats }) => strategies !== undefined || heartbeats !== undefined,
    "expected strategies, heartbeats or both",
  ),
  /** The tactics of one list, in order (`proof/portfolio.jsonc`). */
  set_tactic_list: z.strictObject({ list: key, tactics: z.array(text.min(1)).max(500).readonly() }),
  /** One value of the taxonomy policies (`taxonomy/policies.jsonc`). */
  set_taxonomy_policy: z.strictObject({ path, value }),
} as const;

/** The name of an op. */
export type EditOpName = keyof typeof PAYLOADS;

/** What an op of this name is told. */
export type PayloadOf<O extends EditOpName> = z.output<(typeof PAYLOADS)[O]>;

/** All op names, in the order of the table. */
export const EDIT_OPS = Object.keys(PAYLOADS) as [EditOpName, ...EditOpName[]];
