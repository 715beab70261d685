import type { EditOp } from "./edit_op.ts";
import type { EditOpName } from "./payloads.ts";
import { addToolToAgent } from "./ops/add_tool_to_agent.ts";
import { editFewShotExemplars } from "./ops/edit_few_shot_exemplars.ts";
import { editToolDescription } from "./ops/edit_tool_description.ts";
import { loraFinetune } from "./ops/lora_finetune.ts";
import { patchSystemPrompt } from "./ops/patch_system_prompt.ts";
import { removeToolFromAgent } from "./ops/remove_tool_from_agent.ts";
import { replaceSystemPrompt } from "./ops/replace_system_prompt.ts";
import { selectModuleSpec } from "./ops/select_module_spec.ts";
import { setAgentClass } from "./ops/set_agent_class.ts";
import { setAgentParam } from "./ops/set_agent_param.ts";
import { setFamilyOrder } from "./ops/set_family_order.ts";
import { setMemorySetting } from "./ops/set_memory_setting.ts";
import { setModelForQueryClass } from "./ops/set_model_for_query_class.ts";
import { setModelParam } from "./ops/set_model_param.ts";
import { setProofPortfolio } from "./ops/set_proof_portfolio.ts";
import { setSearchBudget } from "./ops/set_search_budget.ts";
import { setTacticList } from "./ops/set_tactic_list.ts";
import { setTaxonomyPolicy } from "./ops/set_taxonomy_policy.ts";

/** Every op by its name. */
export const editOps: { readonly [O in EditOpName]: EditOp<O> } = {
  set_model_for_query_class: setModelForQueryClass,
  set_model_param: setModelParam,
  set_agent_param: setAgentParam,
  set_agent_class: setAgentClass,
  add_tool_to_agent: addToolToAgent,
  remove_tool_from_agent: removeToolFromAgent,
  edit_tool_description: editToolDescription,
  patch_system_prompt: patchSystemPrompt,
  replace_system_prompt: replaceSystemPrompt,
  edit_few_shot_exemplars: editFewShotExemplars,
  lora_finetune: loraFinetune,
  set_search_budget: setSearchBudget,
  set_family_order: setFamilyOrder,
  select_module_spec: selectModuleSpec,
  set_memory_setting: setMemorySetting,
  set_proof_portfolio: setProofPortfolio,
  set_tactic_list: setTacticList,
  set_taxonomy_policy: setTaxonomyPolicy,
};

/** The op of a name. */
export type AnyEditOp = EditOp<EditOpName>;

/** The op of an action, whose payload is known to be its own. */
export function opOf(op: EditOpName): AnyEditOp {
  return editOps[op] as unknown as AnyEditOp;
}
