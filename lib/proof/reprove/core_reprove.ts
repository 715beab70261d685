import config from "../../../deno.json" with { type: "json" };
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { openRun, type Run } from "../../substrate/runs/open_run.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import type { Premise } from "../premises/premise.ts";
import { decidingName, type Strategy } from "../strategies/strategy.ts";
import { fixedTactics } from "./fixed_tactics.ts";
import { measureTheorem } from "./measure_theorem.ts";
import { reportRows, type ReproveReport } from "./reprove_report.ts";
import { reproveFields, type ReproveRow, reproveRow } from "./reprove_row.ts";
import { sampleTheorems } from "./sample_theorems.ts";

/** Options of {@linkcode coreReprove}. */
export interface CoreReproveOptions {
  /** The run's folder: theorems, rows, report, manifest. */
  readonly folder: string;
  readonly theorems: readonly Premise[];
  readonly strategies: readonly Strategy[];
  readonly lean: LeanBackend;
  /** Theorems to prove again. */
  readonly sample: number;
  readonly seed: number;
  /** For each strategy and tactic alone, in thousands. */
  readonly heartbeats: number;
  /** What the portfolio gives one strategy at a time, in thousands. */
  readonly slice: number;
  /** Wall-clock milliseconds for each strategy and tactic, as a safety net. */
  readonly deadlineMs: number;
  /** Theorems at work at once. @default {1} */
  readonly workers?: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** What happens in a run, in the order it happens. */
export type ReproveEvent =
  | { readonly kind: "drawn"; readonly theorems: number; readonly unreadable: number }
  | { readonly kind: "started"; readonly total: number; readonly finished: number }
  | { readonly kind: "theorem"; readonly finished: number; readonly solved: number }
  | {
    readonly kind: "finished";
    readonly state: "done" | "interrupted";
    readonly report: ReproveReport;
  };

/** What rows mean: since 4, the last check of a proof is not charged, and a proof beyond the budget is none. */
const MEASURE = "reprove/4";
/** Orders that policies are played over. */
const ORDERS = 100;
const ROWS = "rows.jsonl", REPORT = "report.json";

/**
 * Proves theorems of Lean's own library again: each strategy and each fixed tactic by itself, under the same
 * budget, and accepted only where the proof uses nothing that may rest on the theorem.
 *
 * Leaves `theorems.jsonl` (the sample), `rows.jsonl` (a row per theorem) and `report.json` in the folder. Takes
 * up an interrupted run of the same work where it stopped.
 *
 * @throws {UserError} for a folder of another run, and where the library has too few theorems.
 */
export async function* coreReprove(options: CoreReproveOptions): AsyncGenerator<ReproveEvent> {
  const { folder, clock } = options;
  const drawn = await sampleTheorems(options);
  yield { kind: "drawn", theorems: drawn.theorems.length, unreadable: drawn.unreadable };
  const rowsPath = `${folder}/${ROWS}`;
  const run = await openRun<ReproveRow>({
    command: "core-reprove",
    options: {
      measure: MEASURE,
      toolchain: options.lean.toolchain,
      sample: options.sample,
      heartbeats: options.heartbeats,
      strategies: options.strategies.filter((s) => s.unavailable === undefined).map(decidingName),
    },
    seeds: { main: options.seed },
    inputs: [drawn.input],
    folder,
    total: drawn.theorems.length,
    phase: { name: "reprove", codeHash: sha256(`${MEASURE} ${config.version}`) },
    outputs: { rows: rowsPath },
    besides: { report: `${folder}/${REPORT}` },
    emit: (unit, write) => write("rows", [reproveRow.write(unit.payload)]),
    versions: { baton: config.version, deno: Deno.version.deno, dependencies: "" },
    payload: reproveFields,
    resume: true,
    clock,
  });
  try {
    yield { kind: "started", total: drawn.theorems.length, finished: run.finished };
    let solved = 0;
    for await (const row of measured(options, drawn.theorems, run)) {
      if (Object.values(row.strategies).some((arm) => arm.solved)) solved++;
      yield { kind: "theorem", finished: run.finished, solved };
    }
    const state = run.finished === drawn.theorems.length ? "done" : "interrupted";
    const rows: ReproveRow[] = [];
    for await (const unit of run.units()) rows.push(unit.payload);
    const { heartbeats: budget, slice } = options;
    const report = reportRows(rows, { budget, slice, orders: ORDERS });
    await writeAtomicFile(`${folder}/${REPORT}`, `${canonicalJson(report)}\n`);
    await run.end({
      code: state === "done" ? 0 : 130,
      reason: state,
      state,
      counters: { in: drawn.theorems.length, ok: rows.length, failed: 0, quarantined: 0 },
      outputs: [await digestOf(rowsPath)],
    });
    yield { kind: "finished", state, report };
  } finally {
    await run.abandon();
  }
}

/** The rows as they come, each once it is durable. */
async function* measured(
  options: CoreReproveOptions,
  theorems: readonly Premise[],
  run: Run<ReproveRow>,
): AsyncGenerator<ReproveRow> {
  const { lean, strategies, heartbeats, deadlineMs, clock, signal, workers = 1 } = options;
  const prng = createPrng(options.seed);
  const fixed = fixedTactics();
  const work = async (index: number): Promise<ReproveRow | undefined> => {
    const theorem = theorems[index]!;
    const row = await measureTheorem(theorem, index, {
      ...{ lean, strategies, fixed, heartbeats, deadlineMs, prng, clock },
      ...(signal === undefined ? {} : { signal }),
    });
    // What was cut short says nothing about the theorem.
    if (signal?.aborted) return undefined;
    await run.finish({ index, unit: theorem.name, payload: row });
    return row;
  };
  // One after the other within a module: Lean keeps the library as it stood before the last one.
  const left = [...run.remaining()]
    .sort((a, b) => theorems[a]!.order - theorems[b]!.order || a - b)
    .values();
  const inFlight = new Map<number, Promise<{ index: number; row: ReproveRow | undefined }>>();
  try {
    for (;;) {
      while (inFlight.size < workers && signal?.aborted !== true) {
        const next = left.next();
        if (next.done) break;
        const index = next.value;
        inFlight.set(index, work(index).then((row) => ({ index, row })));
      }
      if (inFlight.size === 0) return;
      const { index, row } = await Promise.race(inFlight.values());
      inFlight.delete(index);
      if (row !== undefined) yield row;
    }
  } finally {
    await Promise.allSettled(inFlight.values());
  }
}

async function digestOf(path: string) {
  const bytes = await Deno.readFile(path);
  return { path, digest: sha256(bytes), bytes: bytes.length };
}
