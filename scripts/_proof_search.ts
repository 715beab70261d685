import type { z } from "zod";
import type { Terminal } from "../lib/cli/mod.ts";
import { type Ledger, openLedger } from "../lib/proof/ledger/open_ledger.ts";
import { provedPremises } from "../lib/proof/ledger/proved_premises.ts";
import { provedScripts } from "../lib/proof/ledger/proved_scripts.ts";
import { createPremiseMemory } from "../lib/proof/premises/premise_memory.ts";
import { startCpuThrottle } from "../lib/proof/scheduler/cpu_throttle.ts";
import { lineup, orchSettings, type Profile } from "../lib/proof/scheduler/orch_settings.ts";
import type { SearchOptions, SearchSettings } from "../lib/proof/scheduler/search_options.ts";
import { createSlots } from "../lib/proof/scheduler/slots.ts";
import { createStrategies } from "../lib/proof/strategies/registry.ts";
import type { Strategy } from "../lib/proof/strategies/strategy.ts";
import { machineCpuSampler } from "../lib/substrate/compute/cpu_sampler.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { commandLean, commandPremises } from "./_lean.ts";
import type { searchFlags } from "./_proof_flags.ts";
import { commandModels, modelParts } from "./_proof_models.ts";

/** What the flags of a search say. */
export type SearchFlagValues = z.output<z.ZodObject<typeof searchFlags>>;

/** What the machine and the variables decide, and results do not depend on. */
export interface Execution {
  readonly profile: Profile;
  readonly cpuTarget: number;
  readonly maxLight: number;
  readonly maxHeavy: number;
  readonly leanWorkers: number;
}

/** Flags over variables over defaults. */
export function executionOf(
  flags: SearchFlagValues,
  variable: (name: string) => string | undefined,
): Execution {
  const set = orchSettings(variable);
  return {
    profile: (flags.profile ?? set.profile ?? 2) as Profile,
    cpuTarget: flags["cpu-target"] ?? set.cpuTarget ?? 1,
    maxLight: flags["max-light"] ?? set.maxLight ?? 8,
    maxHeavy: flags["max-heavy"] ?? set.maxHeavy ?? 2,
    leanWorkers: flags["lean-workers"],
  };
}

/** The settings that decide results. */
export function searchSettings(flags: SearchFlagValues): SearchSettings {
  return {
    seed: flags.seed,
    policy: flags.policy,
    width: flags.speculate,
    headStart: flags["head-start"],
    heartbeats: flags.heartbeats,
    roundSize: flags["round-size"],
    retries: flags.retries,
    cache: flags.cache,
  };
}

/** Everything a search stands on; ends with `await using`. */
export interface SearchParts extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly execution: Execution;
  readonly options: Pick<
    SearchOptions,
    "lean" | "ledger" | "slots" | "gate" | "clock" | "owner" | "strategies" | "attemptMs"
  >;
}

/**
 * Opens ledger, Lean and strategies, and starts to hold the machine's use.
 *
 * @param learnFrom which proofs of the ledger copilot and reprover learn from
 */
export async function openSearchParts(
  flags: SearchFlagValues,
  { signal, terminal }: { readonly signal: AbortSignal; readonly terminal: Terminal },
  learnFrom: "finished" | "all",
): Promise<SearchParts> {
  const execution = executionOf(flags, (name) => Deno.env.get(name));
  const names = flags.strategies?.split(",").map((name) => name.trim());
  // Before anything is fetched: a name that is wrong is wrong without Lean, too.
  const wanted = lineup(createStrategies().map(available), { profile: execution.profile, names });
  await using stack = new AsyncDisposableStack();
  const ledger = stack.use(await openLedger(flags.ledger));
  const scripts = await provedScripts(ledger.db, learnFrom);
  const models = stack.use(
    await commandModels(flags, flags.ledger, { signal, note: terminal.note }),
  );
  const lean = stack.use(
    await commandLean(flags, terminal.note, { workers: execution.leanWorkers, signal }),
  );
  // Listing the library takes a while: only where somebody looks premises up.
  const looksUp = wanted.strategies.some(({ name }) => name === "reprover");
  const { premises } = looksUp ? await commandPremises(lean, signal) : {};
  const proved = looksUp ? await provedPremises(ledger.db, lean.toolchain, learnFrom) : [];
  const all = createStrategies({
    ...modelParts(models, scripts),
    ...(premises ? { premises, memory: createPremiseMemory(proved) } : {}),
  });
  const { strategies, unavailable } = lineup(all, { profile: execution.profile, names });
  for (const { name, unavailable: why } of unavailable) terminal.note(`without ${name}: ${why}`);
  const limits = { light: execution.maxLight, heavy: execution.maxHeavy };
  const slots = createSlots(limits);
  const throttle = stack.use(startCpuThrottle({
    ...{ target: execution.cpuTarget, sampler: machineCpuSampler(), clock: systemClock, limits },
    onLimits: (next) => slots.limit(next),
  }));
  const kept = stack.move();
  return {
    ...{ ledger, execution },
    options: {
      ...{ lean, ledger, slots, strategies, clock: systemClock, owner: `process ${Deno.pid}` },
      ...{ gate: throttle.gate, attemptMs: 1000 * flags["attempt-seconds"] },
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The strategy as if it lacked nothing. */
function available({ name, weight, run }: Strategy): Strategy {
  return { name, weight, run };
}
