import { assertEquals } from "@std/assert";
import { normaliseStatement } from "../../../lib/proof/goal/normalise.ts";
import { closedStatement } from "../../../lib/proof/goal/goal.ts";
import { readGoals } from "../../../lib/proof/goal/read_goals.ts";
import { sha256 } from "../../../lib/substrate/values/digest.ts";
import { withLean } from "../lean/_real_lean.ts";

const FOLDER = "datasets/bank";
const goals = await Array.fromAsync(readGoals(`${FOLDER}/bank.jsonl`), ({ goal }) => goal);

Deno.test("the bank holds 64 statements, no two the same: 28 of nat, 20 of list, 12 of bool, 4 of option", () => {
  const count = (category: string) => goals.filter((goal) => goal.category === category).length;
  assertEquals(goals.length, 64);
  assertEquals(["nat", "list", "bool", "option"].map(count), [28, 20, 12, 4]);
  assertEquals(new Set(goals.map((goal) => normaliseStatement(closedStatement(goal)))).size, 64);
  const kinds = new Set(goals.map((goal) => goal.difficulty));
  assertEquals(kinds.size >= 10, true);
});

Deno.test("its manifest tells its bytes", async () => {
  const manifest = JSON.parse(await Deno.readTextFile(`${FOLDER}/manifest.json`));
  const bytes = await Deno.readFile(`${FOLDER}/bank.jsonl`);
  assertEquals([manifest.bytes, manifest.sha256], [bytes.length, sha256(bytes)]);
  assertEquals(manifest.rows, goals.length);
});

withLean("every row of the bank has a proof that the kernel accepts", async (_, lean) => {
  const text = await Deno.readTextFile(`${FOLDER}/proofs.jsonl`);
  const proofs = new Map(
    text.trimEnd().split("\n").map((line) => JSON.parse(line) as { id: string; proof: string })
      .map(({ id, proof }) => [id, proof]),
  );
  const unproved: string[] = [];
  for (const goal of goals) {
    const reply = await lean.check(
      { statement: closedStatement(goal) },
      proofs.get(goal.name) ?? "",
      {
        deadlineMs: 120_000,
      },
    );
    if (reply.verdict !== "proved") unproved.push(`${goal.name}: ${reply.verdict}`);
  }
  assertEquals(unproved, []);
});
