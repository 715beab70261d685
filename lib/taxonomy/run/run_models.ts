import { denoFileSystem } from "../../substrate/records/file_system.ts";
import type { ManifestPhase } from "../../substrate/runs/manifest.ts";
import type { DeskModule } from "../../substrate/models/desk_module.ts";
import { type ModelDesk, openModelDesk } from "../../substrate/models/model_desk.ts";
import type { PhaseDefinition } from "../phases/phase.ts";
import type { PhaseManager } from "../phases/phase_order.ts";
import type { RunPlan } from "./plan_run.ts";
import type { TaxonomyRunOptions } from "./run_options.ts";

/** The file of a run's calls of models: cache and account. */
export const CALLS_NAME = "model_calls.jsonl";

/**
 * The desk where a run's phases ask their models; `undefined` without models.
 *
 * A run that takes work over from another begins with the other's answers, and with what they cost.
 */
export async function openRunModels(
  options: TaxonomyRunOptions,
  plan: RunPlan,
  phases: PhaseManager,
): Promise<ModelDesk | undefined> {
  const { models = {}, maxCostUsd, clock, signal, fs = denoFileSystem } = options;
  const modules: Record<string, DeskModule> = {};
  for (const { modules: asked = {} } of phases.phases) {
    for (const [name, form] of Object.entries(asked)) {
      const spec = models[name as keyof typeof models];
      if (spec === undefined) continue;
      const { settings, apiKey } = spec;
      modules[name] = { settings, ...form, ...(apiKey === undefined ? {} : { apiKey }) };
    }
  }
  if (Object.keys(modules).length === 0) return undefined;
  const path = `${plan.folder}/${CALLS_NAME}`;
  const theirs = plan.share && `${plan.share.folder}/${CALLS_NAME}`;
  const inherits = theirs !== undefined && await fs.identity(path) === undefined &&
    await fs.identity(theirs) !== undefined;
  if (inherits) await copyFile(theirs, path);
  return await openModelDesk({
    path,
    modules,
    clock,
    fs,
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** What a phase's modules have cost so far. */
export function usageOf(
  desk: ModelDesk | undefined,
  { modules = {} }: PhaseDefinition,
): Pick<ManifestPhase, "usage"> {
  const asked = Object.keys(modules).filter((name) => desk !== undefined && name in desk.usage);
  if (asked.length === 0) return {};
  return {
    usage: Object.fromEntries(asked.map((name) => {
      const { calls, inputTokens, outputTokens, costUsd } = desk!.usage[name]!;
      return [name, { calls, inputTokens, outputTokens, costUsd }];
    })),
  };
}

/** Copied, not linked: both runs append to theirs. The name comes last, so that a killed copy is none. */
async function copyFile(from: string, to: string): Promise<void> {
  const temp = `${to}.part`;
  await Deno.copyFile(from, temp);
  await Deno.rename(temp, to);
}
