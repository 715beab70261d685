import { assertEquals } from "@std/assert";
import { bankFile, bankReport } from "../../../lib/proof/scheduler/bank_report.ts";
import { printReport } from "../../../scripts/_proof_report.ts";
import { scriptedLean, scriptedStrategy } from "../_scripted.ts";
import { withLedger } from "../_ledger.ts";
import { search, testGoal } from "./_search.ts";

/** A search in which `big` is proved by way of a lemma of another class, and `False` is not. */
async function reported(strategies = two) {
  return await withLedger(async (ledger) => {
    const events = await search(ledger, {
      goals: [testGoal("big"), testGoal("False", { statement: "False", category: "bool" })],
      strategies,
      lean: scriptedLean(),
      settings: { seed: 1, passes: 1, width: 1 },
    });
    const [runId] = events.flatMap((event) => event.kind === "finished" ? [event.runId] : []);
    const facts = { wallSeconds: 1, commit: undefined, execution: {}, at: new Date(0) };
    return await bankReport(ledger, runId!, facts);
  });
}

const two = [
  scriptedStrategy("sketch", {
    proves: (statement, lemmas) => lemmas.length > 0 && statement !== "False",
    subgoals: (statement) => statement === "big = big" ? ["[] = ([] : List Nat)"] : [],
  }),
  scriptedStrategy("micro", { proves: (statement) => statement.startsWith("[]") }),
];

function printed(report: Awaited<ReturnType<typeof reported>>): string[] {
  const lines: string[] = [];
  printReport(
    report,
    {
      ...{ print: (line: string) => lines.push(line), note: () => {} },
    } as unknown as Parameters<typeof printReport>[1],
  );
  return lines;
}

Deno.test("a report counts the goals that were asked for, and what joined on the way apart from them", async () => {
  const report = await reported();
  assertEquals(report.totals, { goals: 2, processed: 2, proved: 1, invalid: 0 });
  assertEquals(report.goals.map(({ joined, verdict, strategy }) => [joined, verdict, strategy]), [
    [false, "proved", "sketch"],
    [false, "unsolved", null],
    [true, "proved", "micro"],
  ]);
  const counts = (name: string) => {
    const { used, succeeded } = report.strategies[name]!;
    return [used, succeeded];
  };
  assertEquals([counts("sketch"), counts("micro")], [[3, 1], [2, 0]]);
  const { goals, proved, succeeded } = report.joined;
  assertEquals([goals, proved, succeeded], [1, 1, 1]);
  const { schema, joined } = JSON.parse(bankFile(report));
  assertEquals([schema, joined], ["proof.bank/1", report.joined]);
});

Deno.test("the tables say the same: subgoals in a row of their own", async () => {
  const lines = printed(await reported()).map((line) => line.trimEnd().replace(/ {2,}/g, " "));
  const at = (start: string) => lines.filter((line) => line.startsWith(start));
  assertEquals(at("sketch"), ["sketch 1 50.0 % 3 1 0 30"]);
  assertEquals(at("micro"), ["micro 0 0.0 % 2 0 0 20"]);
  assertEquals(at("(subgoals)").length, 2);
  assertEquals([at("nat"), at("bool"), at("list")], [["nat 1 1"], ["bool 1 0"], []]);
  assertEquals(at("unsolved"), ["unsolved: False"]);
});

Deno.test("without subgoals there is no such row", async () => {
  const lines = printed(await reported([scriptedStrategy("micro")]));
  assertEquals(lines.filter((line) => line.startsWith("(subgoals)")), []);
});
