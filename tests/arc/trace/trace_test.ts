import { assert, assertEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { buildTrace, digestedText } from "../../../lib/arc/trace/build_trace.ts";
import { criticBufferRows } from "../../../lib/arc/trace/critic_buffer.ts";
import { indexRow } from "../../../lib/arc/trace/index_row.ts";
import { parseTrace } from "../../../lib/arc/trace/read_trace.ts";
import { resultRow } from "../../../lib/arc/trace/result_row.ts";
import { studentBufferRows } from "../../../lib/arc/trace/student_buffer.ts";
import { family, modules, motions, ruler, solve, task } from "../loop/_fakes.ts";

const flip = task("flip", ["12/34>21/43", "567>765"], ["89/10"]);
const parts = modules(
  ruler("teacher", { closed_form: [family("f", [motions("turn90"), motions("flip_y")])] }),
);
const { solution } = solve(flip, parts, { keptDrafts: 3, seedsPerTurn: 2, editsPerSeed: 3 });
const context = { runId: "r", namespace: "none", seed: 0, nodeBudget: 20_000, modules: parts };

Deno.test("buildTrace() digests everything but the truth, the timing and the digest itself", () => {
  const blind = buildTrace(flip, solution, context);
  const right = buildTrace(flip, solution, context, true);
  const wrong = buildTrace(flip, { ...solution, nodes: 1, cut: "seconds" }, context, false);
  assertEquals([right.digest, wrong.digest], [blind.digest, blind.digest]);
  assertEquals(digestedText(wrong), digestedText(right));
  assertEquals("testCorrect" in blind.outcome, false);
  const other = buildTrace(flip, solution, { ...context, seed: 1 });
  assert(other.digest !== blind.digest);
});

Deno.test("parseTrace() reads back what was written", () => {
  const trace = buildTrace(flip, solution, context, true);
  const text = canonicalJson(trace);
  assertEquals(canonicalJson(parseTrace(text)), text);
});

Deno.test("parseTrace() refuses what is torn, changed, of another version or not a trace", () => {
  const text = canonicalJson(buildTrace(flip, solution, context));
  const refusal = (changed: string) =>
    assertThrows(() => parseTrace(changed, "t.json"), UserError).message;
  assertEquals(refusal(text.slice(0, 900)), "t.json: not JSON");
  assert(
    refusal(text.replace('"namespace":"none"', '"namespace":"x"')).includes("t.json: digest: "),
  );
  assertEquals(
    refusal(text.replace("arc.trace/1", "arc.trace/2")),
    't.json: schema: expected "arc.trace/1", found "arc.trace/2"',
  );
  assert(refusal(text.replace('"seed":0', '"seed":"0"')).startsWith("t.json: seed: "));
  assert(refusal("[]").startsWith("t.json: schema: "));
});

Deno.test("resultRow() and indexRow() tell how the task ended", () => {
  const trace = buildTrace(flip, solution, context, true);
  const result = resultRow(trace, solution);
  assertEquals([result.solved, result.testCorrect, result.attempts.length], [true, true, 1]);
  assertEquals(result.candidates, trace.iterations[0]!.candidates.length);
  const index = indexRow(trace, result);
  assertEquals([index.tracePath, index.digest, index.bytes], [
    "traces/task_flip.json",
    trace.digest,
    indexRow(buildTrace(flip, solution, context, false), result).bytes,
  ]);
  assertEquals(index.failureKinds, []);
  const { solution: poor } = solve(flip, modules(ruler("teacher", {})));
  const lost = buildTrace(flip, { ...poor, cut: "seconds" }, context);
  assertEquals(indexRow(lost, resultRow(lost, poor)).failureKinds, ["cells", "seconds"]);
});

Deno.test("criticBufferRows() holds every recorded candidate with its score and label", () => {
  const trace = buildTrace(flip, solution, context);
  const rows = criticBufferRows(trace);
  assertEquals(rows.length, trace.iterations[0]!.candidates.length);
  assertEquals(rows.filter((row) => row.label === 1).every((row) => row.blame.step === -1), true);
  assert(rows.every((row) => row.traceDigest === trace.digest));
});

Deno.test("studentBufferRows() holds every edit with its reward against its seed", () => {
  const trace = buildTrace(flip, solution, context);
  const rows = studentBufferRows(trace);
  assertEquals(rows.length, 6);
  for (const row of rows) {
    const seed = trace.iterations[0]!.candidates
      .find((candidate) => candidate.candidateId === row.state.candidateId)!;
    assertEquals(row.reward, row.next.verifierScore - seed.verifierScore);
    assert(row.state.directive !== null);
  }
  assert(rows.some((row) => row.reward > 0 && row.next.done));
});
