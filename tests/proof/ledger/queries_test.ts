import { DatabaseSync } from "node:sqlite";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { openLedger } from "../../../lib/proof/ledger/open_ledger.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { withLedger } from "../_ledger.ts";
import { scriptedStrategy } from "../_scripted.ts";
import { search, testGoal } from "../scheduler/_search.ts";

/** Queries that users of such ledgers know by heart, to the letter. */
const NEWEST = "SELECT * FROM attempts ORDER BY timestamp DESC LIMIT 10;";
const RATES = `SELECT strategy, COUNT(*), SUM(success), AVG(time_seconds)
FROM attempts GROUP BY strategy;`;

Deno.test("the queries of the quick reference and the two views work in any SQLite shell", async () => {
  await withLedger(async (ledger, path) => {
    const goals = Array.from({ length: 12 }, (_, i) => testGoal(`g${i}`));
    const strategies = [
      scriptedStrategy("a", { ms: 1, proves: () => false }),
      scriptedStrategy("b", { ms: 1, requests: 2 }),
      scriptedStrategy("c", { requests: 40 }),
    ];
    await search(ledger, { goals, strategies, settings: { seed: 1, width: 3, headStart: 0 } });
    const shell = new DatabaseSync(path, { readOnly: true });
    const newest = shell.prepare(NEWEST).all();
    assertEquals(newest.length, 10);
    assertEquals(typeof newest[0]!.time_seconds, "number");
    assert(String(newest[0]!.timestamp) >= String(newest[9]!.timestamp));
    const rates = shell.prepare(RATES).all().map((row) => Object.values(row));
    assertEquals(rates.map(([name, count, proved]) => [name, count, proved]), [
      ["a", 12, 0],
      ["b", 12, 12],
    ]);
    assert(rates.every((row) => Number(row[3]) > 0));
    const stats = shell.prepare("SELECT * FROM stats_by_strategy").all();
    assertEquals(
      stats.map((row) => [row.strategy, row.attempts, row.succeeded, row.cancelled]),
      [["b", 12, 12, 0], ["a", 12, 0, 0], ["c", 0, 0, 12]],
    );
    const recent = shell.prepare("SELECT * FROM recent_attempts LIMIT 3").all();
    assertEquals(Object.keys(recent[0]!), [
      ...[
        "at",
        "strategy",
        "success",
        "verdict",
        "goal",
        "tactics",
        "queue_ms",
        "work_ms",
        "error",
      ],
    ]);
    shell.close();
  });
});

/** Holds the write lock of a database until it is killed: locks count between processes only. */
const HOLD = `import { DatabaseSync } from "node:sqlite";
  new DatabaseSync(Deno.args[0]).exec("BEGIN IMMEDIATE");
  Deno.stdout.writeSync(new Uint8Array([46]));
  await new Promise((done) => setTimeout(done, 60_000));`;

Deno.test("a ledger that another process holds is told in one line", async () => {
  await withLedger(async (_, path) => {
    const script = `${path}.hold.mjs`;
    await Deno.writeTextFile(script, HOLD);
    const args = ["run", "-A", "--no-check", script, path];
    const holder = new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn();
    const reader = holder.stdout.getReader();
    await reader.read();
    const says = `${path}: the database is locked by another process`;
    const error = await assertRejects(() => openLedger(path, { timeoutMs: 50 }), UserError, says);
    assertEquals(error.exitCode, 1);
    holder.kill("SIGKILL");
    await reader.cancel();
    await holder.status;
    await (await openLedger(path)).close();
  });
});

Deno.test("a file that is no ledger is refused", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  await Deno.writeTextFile(
    path,
    "not a database at all, but long enough to be read as one".repeat(9),
  );
  await assertRejects(() => openLedger(path), UserError, "is not a database");
  await Deno.remove(path);
});
