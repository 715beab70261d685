import * as z from "zod";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import type { StateFiles } from "../state/state_files.ts";
import { documentIn, listed } from "./edit_op.ts";

/** The file of routing, models and agents. */
export const CONFIG_PATH = "config.jsonc";
/** The file of what tools say of themselves. */
export const TOOLS_PATH = "tools/descriptions.jsonc";

const agentSchema = z.looseObject({
  class: z.string().optional(),
  tools: z.array(z.string()).optional(),
  params: z.record(z.string(), z.json()).optional(),
});

const configSchema = z.looseObject({
  routing: z.record(z.string(), z.string()).default({}),
  models: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  agents: z.record(z.string(), agentSchema).default({}),
});

/** Routing, models and agents of a state. */
export type HarnessConfig = z.output<typeof configSchema>;

/** Reads `config.jsonc`. @throws {UserError} naming field and value of the first fault. */
export function configOf(files: StateFiles): HarnessConfig {
  const document = documentIn(files, CONFIG_PATH);
  const parsed = configSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw inputError({ file: CONFIG_PATH, ...zodFault(parsed.error, document) });
}

/** Models that the state knows: those with a section, and those that a class is routed to. */
export function knownModels({ models, routing }: HarnessConfig): readonly string[] {
  return [...new Set([...Object.keys(models), ...Object.values(routing)])].sort();
}

/** Names of the tools that have a description. */
export function knownTools(files: StateFiles): readonly string[] {
  const document = documentIn(files, TOOLS_PATH);
  return typeof document === "object" && document !== null ? Object.keys(document).sort() : [];
}

/** Says that there is no such agent, where there is none. */
export function unknownAgent(agent: string, { agents }: HarnessConfig): string | undefined {
  if (Object.hasOwn(agents, agent)) return undefined;
  return `no agent ${agent}; known: ${listed(Object.keys(agents))}`;
}
