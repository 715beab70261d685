import { assert, assertEquals } from "@std/assert";
import {
  foldOperations,
  type TreeState,
  withoutOperation,
} from "../../../lib/taxonomy/assembly/operation_log.ts";
import { EVIDENCE_KINDS } from "../../../lib/taxonomy/evidence/evidence_kind.ts";
import type { Candidate } from "../../../lib/taxonomy/records/candidate.ts";
import { type Operation, operationRecord } from "../../../lib/taxonomy/records/operation.ts";
import { contentId } from "../../../lib/taxonomy/records/source_record.ts";
import { build, type Built } from "../_build.ts";
import { rowsCorpus } from "../policies/_outcomes.ts";
import { WORLD } from "../policies/_world.ts";

const corpus = rowsCorpus([
  ...WORLD,
  ["crystal morphology: the morphology of crystal compounds", "a", "noun"],
]);
const candidates = (built: Built, phase: string) =>
  built.rows(phase, "candidates") as unknown as Candidate[];
const operations = (built: Built, phase: string): Operation[] =>
  built.rows(phase, "operations").map((row) => operationRecord.read(row));
const wantedOf = ({ level, parentAnchors }: Candidate) =>
  level === 0 ? [] : parentAnchors.flatMap(({ resolvedId }) => resolvedId ?? []).slice(0, 1);

/** The tree as the candidates of S1, what was dropped since, and the log make it. */
function derived(built: Built, s2 = operations(built, "S2")): TreeState {
  const start = new Map(candidates(built, "S1").map((one) => [one.normalized, wantedOf(one)]));
  const dropped = new Set(
    ["S2", "S3"].flatMap((phase) => built.rows(phase, "decisions"))
      .filter(({ outcome }) => outcome === "dropped").map(({ normalized }) => normalized),
  );
  const left = [...foldOperations(start, s2)].filter(([name]) => !dropped.has(name));
  return foldOperations(new Map(left), operations(built, "assembly"));
}

/** The tree as it was assembled, by the names that candidates go by. */
function assembled(built: Built): TreeState {
  const names = new Map(
    candidates(built, "S3").map(({ level, normalized }) =>
      [contentId({ level, label: normalized }), normalized] as const
    ),
  );
  return new Map(
    built.concepts.map(({ id, parents }) =>
      [names.get(id)!, parents.map((parent) => names.get(parent.id)!)] as const
    ),
  );
}

const sorted = (tree: TreeState) => [...tree].sort(([a], [b]) => a < b ? -1 : 1);
const even = Object.keys(EVIDENCE_KINDS).filter((kind) => !kind.startsWith("root"))
  .map((kind) => [`hierarchyAssembly.weights.${kind}`, 0]);

Deno.test("the tree is what the log makes of the candidates, whatever the policies did to them", async () => {
  const policies: readonly (readonly [Record<string, unknown>, string])[] = [
    [{}, "merge"],
    [{}, "split"],
    [{}, "likelier_sense"],
    [{ "levelThresholds.L1.minRecords": 3 }, "reparent"],
    [{ "levelThresholds.L1.minRecords": 1000 }, "remove"],
    [{ ...Object.fromEntries(even), "hierarchyAssembly.maxParents": 3 }, "as_strong"],
  ];
  for (const [changes, shows] of policies) {
    const built = await build(corpus, changes);
    const log = [...operations(built, "S2"), ...operations(built, "assembly")];
    assert(log.some(({ op, rule }) => op === shows || rule === shows), shows);
    assertEquals(sorted(derived(built)), sorted(assembled(built)), shows);
  }
});

Deno.test("an operation that is taken back brings back what it changed, and nothing else", async () => {
  const built = await build(corpus);
  const log = operations(built, "S2");
  const whole = derived(built);
  for (const { op, opSeq } of log) {
    const undone = derived(built, withoutOperation(log, opSeq));
    const { winner, losers = [], source, into = [] } = log[opSeq] as {
      winner?: string;
      losers?: readonly string[];
      source?: string;
      into?: readonly string[];
    };
    const [come, gone] = op === "merge" ? [losers, []] : [[source!], into];
    const names = new Set([...whole.keys(), ...come]);
    for (const name of gone) names.delete(name);
    assertEquals([...undone.keys()].sort(), [...names].sort());
    const touched = new Set([winner, ...come, ...gone]);
    for (const [name, parents] of undone) {
      if (touched.has(name) || parents.some((parent) => touched.has(parent))) continue;
      if (whole.get(name)!.some((parent) => touched.has(parent))) continue;
      assertEquals(parents, whole.get(name), `${name} without ${op} ${opSeq}`);
    }
  }
});
