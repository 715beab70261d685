import type { FileSystem } from "../../lib/substrate/records/file_system.ts";
import { sha256 } from "../../lib/substrate/values/digest.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";
import type { Corpus } from "../../lib/taxonomy/phases/corpus.ts";
import type { PhaseDefinition } from "../../lib/taxonomy/phases/phase.ts";
import type { PhaseName } from "../../lib/taxonomy/phases/phase_name.ts";
import { type PolicySet, policySet } from "../../lib/taxonomy/policies/load_policies.ts";
import { loadPolicies } from "../../lib/taxonomy/policies/load_policies.ts";
import { withPolicy } from "../../lib/taxonomy/policies/policy_leaves.ts";
import type { PolicyPath } from "../../lib/taxonomy/policies/policy_schema.ts";
import { candidateRecord } from "../../lib/taxonomy/records/candidate.ts";
import { conceptRecord } from "../../lib/taxonomy/records/concept.ts";
import { levelName, LEVELS } from "../../lib/taxonomy/records/level.ts";
import { contentId, sourceRecord } from "../../lib/taxonomy/records/source_record.ts";
import { TaxonomyOrchestrator } from "../../lib/taxonomy/run/taxonomy_orchestrator.ts";
import type { TaxonomyRunOptions } from "../../lib/taxonomy/run/run_options.ts";
import type { TaxonomyEvent } from "../../lib/taxonomy/run/taxonomy_event.ts";

/** A corpus of files by name, each line a document. */
export function toyCorpus(files: Readonly<Record<string, string>>): Corpus {
  const parts = Object.keys(files).sort().map((name) => {
    const lines = files[name]!.split("\n").filter((line) => line !== "");
    return {
      name,
      digest: sha256(files[name]!),
      rows: lines.length,
      read: async function* () {
        for (const [at, line] of lines.entries()) {
          yield {
            uri: name,
            line: at + 1,
            bytes: new TextEncoder().encode(line),
            contentType: "text/plain",
            licence: "none",
            publisher: name,
          };
        }
      },
    };
  });
  return { source: "toy", parts };
}

/** Which phases and steps were executed, in order, and where to fail. */
export interface ToyTrace {
  readonly executed: string[];
  failAt?: PhaseName | undefined;
}

const extractor = { name: "toy", version: "1" };

/**
 * Five small phases: a document `2 optics < physics` names a label of a level and its parent. Short documents
 * are quarantined (S0), long labels dropped (S1), labels of few documents dropped (S2), forbidden characters
 * dropped (S3).
 */
export function toyPhases(trace: ToyTrace): readonly PhaseDefinition[] {
  const began = (phase: PhaseName, step: string) => {
    trace.executed.push(`${phase}/${step}`);
    if (trace.failAt === phase) throw new Error(`the ${phase} of this test fails`);
  };
  const common = { code: [], preconditions: [] };
  return [
    {
      ...common,
      name: "S0",
      title: "extraction",
      slices: ["rawExtraction.minChars"],
      reads: [],
      run: async function* (context) {
        const { minChars } = context.policies.rawExtraction;
        for (const part of context.corpus.parts) {
          yield* context.step(part.name, async function* (step) {
            began("S0", part.name);
            const records = step.output("records", sourceRecord);
            for await (const { uri, line, bytes, licence } of part.read({ maxLineBytes: 1000 })) {
              const text = new TextDecoder().decode(bytes);
              step.count({ in: 1 });
              if (text.length < minChars) {
                await step.quarantine({
                  reasonCode: "too_short",
                  detail: `${text.length} characters, at least ${minChars} expected`,
                  text,
                  provenance: { uri, line: line ?? 1, recordIds: [] },
                  replayable: true,
                });
                continue;
              }
              const provenance = { publisher: uri, uri, contentDigest: part.digest, licence };
              const span = { start: 0, end: text.length };
              const id = contentId({ text, provenance, line });
              const meta = { lang: "en", charset: "utf-8", hints: {} };
              await records.write({ id, text, span, provenance, meta });
              step.count({ ok: 1 });
              yield { kind: "progress", phase: "S0", step: part.name, done: line ?? 0 };
            }
          }, part.digest);
        }
      },
    },
    {
      ...common,
      name: "S1",
      title: "levels",
      slices: ["label.maxChars"],
      reads: ["S0"],
      preconditions: [{
        unless: "no record came out of S0",
        holds: (rowsOf) => rowsOf("S0", "records") > 0,
      }],
      run: async function* (context) {
        const { maxChars } = context.policies.label;
        for (const level of LEVELS) {
          yield* context.step(levelName(level), async function* (step) {
            began("S1", levelName(level));
            const out = step.output("candidates", candidateRecord);
            const found = new Map<string, { ids: string[]; parents: Set<string> }>();
            for await (const { id, text } of step.read("S0", "records", sourceRecord)) {
              const [, at, label, parent] = /^(\d) ([^<]+?)(?: < (.+))?$/.exec(text) ?? [];
              if (Number(at) !== level || label === undefined) continue;
              const entry = found.get(label) ?? { ids: [], parents: new Set() };
              entry.ids.push(id);
              if (parent !== undefined) entry.parents.add(parent);
              found.set(label, entry);
              yield { kind: "progress", phase: "S1", step: levelName(level), done: found.size };
            }
            for (const label of [...found.keys()].sort()) {
              const { ids, parents } = found.get(label)!;
              const passed = label.length <= maxChars;
              step.count({ in: 1, ...(passed ? { ok: 1 } : {}) });
              await step.decide({
                level,
                label,
                normalized: label,
                outcome: passed ? "kept" : "dropped",
                into: [],
                gates: [{
                  gate: "label_chars",
                  passed,
                  rule: "at_most",
                  value: label.length,
                  threshold: maxChars,
                  policyPath: "label.maxChars",
                }],
              });
              if (!passed) continue;
              await out.write({
                level,
                label,
                normalized: label,
                parentAnchors: [...parents].sort()
                  .map((text) => ({ text, resolvedId: text, score: 1, kind: "said" })),
                variants: [],
                observedForms: [label],
                support: { recordIds: ids.sort(), publishers: [], rawCount: ids.length },
                extractor,
              });
            }
          });
        }
      },
    },
    {
      ...common,
      name: "S2",
      title: "consolidation",
      slices: ["levelThresholds"],
      reads: ["S1"],
      run: async function* (context) {
        const { L0, L1, L2, L3 } = context.policies.levelThresholds;
        const least = [L0.minRecords, L1.minRecords, L2.minRecords, L3.minRecords];
        yield* context.step("consolidate", async function* (step) {
          began("S2", "consolidate");
          const out = step.output("candidates", candidateRecord);
          for await (const candidate of step.read("S1", "candidates", candidateRecord)) {
            const { level, label, normalized, support } = candidate;
            const threshold = least[level]!;
            const passed = support.rawCount >= threshold;
            step.count({ in: 1, ...(passed ? { ok: 1 } : {}) });
            await step.decide({
              level,
              label,
              normalized,
              outcome: passed ? "kept" : "dropped",
              into: [],
              gates: [{
                gate: "records",
                passed,
                rule: "at_least",
                value: support.rawCount,
                threshold,
                policyPath: `levelThresholds.${levelName(level)}.minRecords`,
              }],
            });
            if (passed) await out.write(candidate);
            yield { kind: "progress", phase: "S2", step: "consolidate", done: 1 };
          }
        });
      },
    },
    {
      ...common,
      name: "S3",
      title: "verification",
      slices: ["singleToken.forbiddenCharacters"],
      reads: ["S2"],
      run: async function* (context) {
        const forbidden = [...context.policies.singleToken.forbiddenCharacters];
        yield* context.step("verify", async function* (step) {
          began("S3", "verify");
          const out = step.output("candidates", candidateRecord);
          for await (const candidate of step.read("S2", "candidates", candidateRecord)) {
            const { level, label, normalized } = candidate;
            const passed = !forbidden.some((character) => label.includes(character));
            step.count({ in: 1, ...(passed ? { ok: 1 } : {}) });
            await step.decide({
              level,
              label,
              normalized,
              outcome: passed ? "kept" : "dropped",
              into: [],
              gates: [{
                gate: "forbidden_characters",
                passed,
                rule: "contains_none_of",
                value: label,
                threshold: forbidden.join(""),
                policyPath: "singleToken.forbiddenCharacters",
              }],
            });
            if (passed) await out.write(candidate);
            yield { kind: "note", phase: "S3", step: "verify", text: label };
          }
        });
      },
    },
    {
      ...common,
      name: "assembly",
      title: "assembly",
      slices: ["hierarchyAssembly.orphans"],
      reads: ["S3"],
      run: async function* (context) {
        const { orphans } = context.policies.hierarchyAssembly;
        yield* context.step("assemble", async function* (step) {
          began("assembly", "assemble");
          const out = step.output("concepts", conceptRecord);
          const known = new Map<string, string>();
          for await (const candidate of step.read("S3", "candidates", candidateRecord)) {
            const { level, label, normalized, parentAnchors, support } = candidate;
            const id = contentId({ level, label });
            step.count({ in: 1 });
            const parents = parentAnchors.map((anchor) => known.get(`${level - 1} ${anchor.text}`))
              .filter((parent) => parent !== undefined);
            if (level > 0 && parents.length === 0) {
              if (orphans === "quarantine") {
                await step.quarantine({
                  reasonCode: "orphan",
                  detail: `no parent one level up: ${parentAnchors.map(({ text }) => text)}`,
                  text: label,
                  provenance: { recordIds: support.recordIds, label: normalized },
                  replayable: true,
                });
              }
              continue;
            }
            known.set(`${level} ${label}`, id);
            step.count({ ok: 1 });
            await out.write({
              id,
              level,
              canonicalLabel: label,
              parents: parents.slice(0, 1).map((id) => ({ id, confidence: 1, evidence: [] })),
              variants: [],
              observedForms: [label],
              support,
              rationale: { gates: [] },
            });
            yield { kind: "progress", phase: "assembly", step: "assemble", done: known.size };
          }
        });
      },
    },
  ];
}

/** Twelve documents of two publishers: a small tree, one rare label, one orphan, one too short document. */
export const TOY_FILES: Readonly<Record<string, string>> = {
  "a.txt":
    "0 science\n1 physics < science\n2 optics < physics\n3 lenses < optics\nx\n1 art < culture\n",
  "b.txt": "0 science\n1 physics < science\n2 optics < physics\n2 rare thing < physics\n" +
    "1 astro-physics < science\n1 chemistry < science\n",
};

/** Policies of the tests, with some values otherwise. */
export async function toyPolicies(
  changes: Partial<Record<PolicyPath, unknown>> = {},
): Promise<PolicySet> {
  const { policies, version, environment } = await loadPolicies("testing");
  // The toy labels were made for these characters, whatever the shipped policies forbid.
  const own = { "singleToken.forbiddenCharacters": "-_./:", ...changes };
  const changed = Object.entries(own).reduce(
    (under, [path, value]) => withPolicy(under, path as PolicyPath, value),
    policies,
  );
  return policySet(changed, version, environment);
}

/** What {@linkcode runToy} came to. */
export interface ToyRun {
  readonly events: readonly TaxonomyEvent[];
  readonly executed: readonly string[];
  readonly error?: Error;
  readonly runId: string;
  readonly folder: string;
}

/** Options of {@linkcode runToy}, besides those of a run. */
export type ToyOptions = Partial<Omit<TaxonomyRunOptions, "phases">> & {
  /** Changes the phases. */
  readonly phases?: (phases: readonly PhaseDefinition[]) => readonly PhaseDefinition[];
  readonly runs: string;
  readonly failAt?: PhaseName;
  readonly fs?: FileSystem;
};

/** Runs the toy phases; an error is handed back, not thrown. */
export async function runToy(
  { failAt, phases = (all) => all, ...options }: ToyOptions,
): Promise<ToyRun> {
  const trace: ToyTrace = { executed: [], failAt };
  const events: TaxonomyEvent[] = [];
  let error: Error | undefined;
  try {
    const orchestrator = new TaxonomyOrchestrator({
      phases: phases(toyPhases(trace)),
      corpus: toyCorpus(TOY_FILES),
      policies: await toyPolicies(),
      versions: { baton: "0", deno: "0", dependencies: "-" },
      clock: manualClock(),
      ...options,
    });
    for await (const event of orchestrator.run()) events.push(event);
  } catch (caught) {
    error = caught as Error;
  }
  const started = events.find((event) =>
    event.kind === "run_started" || event.kind === "run_finished"
  ) as { readonly runId: string; readonly folder: string } | undefined;
  return {
    events,
    executed: trace.executed,
    ...(error === undefined ? {} : { error }),
    runId: started?.runId ?? "",
    folder: started?.folder ?? "",
  };
}

/** Every file of a run that must repeat, by path: logs, calls and the lock are left out. */
export async function lastingFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const walk = async (path: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${folder}${path}`)) {
      const at = `${path}/${entry.name}`;
      if (at === "/logs" || at === "/.lock" || at === "/quarantine") continue;
      if (entry.isDirectory) await walk(at);
      else found.set(at, await Deno.readTextFile(`${folder}${at}`));
    }
  };
  await walk("");
  const manifest = found.get("/manifest.json");
  if (manifest !== undefined) {
    const { timing: _t, attempt: _a, manifestDigest: _d, ...rest } = JSON.parse(manifest);
    found.set("/manifest.json", JSON.stringify(rest));
  }
  return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

/** The options of a toy run that is there already, for what runs beside it. */
export async function toyOptions(
  runs: string,
  executed: string[] = [],
): Promise<TaxonomyRunOptions> {
  return {
    runs,
    phases: toyPhases({ executed }),
    corpus: toyCorpus(TOY_FILES),
    policies: await toyPolicies(),
    versions: { baton: "0", deno: "0", dependencies: "-" },
    clock: manualClock(),
  };
}
