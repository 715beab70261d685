import { assert, assertEquals, assertMatch } from "@std/assert";
import { openLedger } from "../../lib/proof/ledger/open_ledger.ts";
import { runTask, taskCommand } from "./_run_proof.ts";
import { type StandIn, withStandIn } from "./_stand_in_lean.ts";

/** Runs proof-bank by micro alone on a fresh ledger, and reads its results. */
async function bank({ folder, env }: StandIn, goals: readonly string[], ...flags: string[]) {
  const fresh = await Deno.makeTempDir({ dir: folder });
  await Deno.writeTextFile(`${fresh}/goals.txt`, goals.join("\n"));
  const files = ["--goals", `${fresh}/goals.txt`, "--ledger", `${fresh}/l.db`, "--results", fresh];
  const args = [...files, "--strategies", "micro"];
  const ran = await runTask("proof-bank", [...args, ...flags], env);
  const [path] = ran.out.match(/^\S*bank-\S+\.json$/m) ?? [];
  const report = path === undefined ? undefined : JSON.parse(await Deno.readTextFile(path));
  return { ...ran, report, ledger: `${fresh}/l.db`, args };
}

/** How many texts were under way at once at most. */
function mostAtOnce(log: readonly string[]): number {
  let now = 0, most = 0;
  for (const line of log) most = Math.max(most, now += line === "end" ? -1 : 1);
  return most;
}

Deno.test("--passes tries again; the seed is in the results", async () => {
  await withStandIn(async (parts) => {
    const quick = ["--attempt-seconds", "1"];
    const once = await bank(parts, ["hard = 1"], "--passes", "1", ...quick, "--seed", "7");
    assertEquals(once.code, 0, once.err);
    assertEquals([once.report.strategies.micro.used, once.report.seed], [1, "7"]);
    const twice = await bank(parts, ["hard = 1"], "--passes", "2", ...quick);
    assertEquals([twice.report.strategies.micro.used, twice.report.backend], [2, "file"]);
  });
});

Deno.test("--attempt-seconds ends a strategy, --timeout the search, and --resume goes on with it", async () => {
  await withStandIn(async (parts) => {
    const given = ["slow hard = 1"];
    const attempt = await bank(parts, given, "--passes", "1", "--attempt-seconds", "1");
    assertEquals([attempt.code, attempt.report.totals.processed], [0, 1], attempt.err);
    const cut = await bank(parts, given, "--passes", "1", "--timeout", "2");
    assertEquals([cut.code, cut.report.totals.processed], [1, 0], cut.err);
    assertMatch(cut.err, /stopped before the end: the same command with --resume goes on/);
    const runs = async () => {
      await using ledger = await openLedger(cut.ledger);
      return (await ledger.db.selectFrom("runs").select("run_id").execute()).length;
    };
    await runTask("proof-bank", [...cut.args, "--passes", "1", "--timeout", "1"], parts.env);
    assertEquals(await runs(), 2);
    const again = ["--passes", "1", "--timeout", "1", "--resume"];
    await runTask("proof-bank", [...cut.args, ...again], parts.env);
    assertEquals(await runs(), 2);
  });
});

Deno.test("--lean-workers work side by side, as far as there are seats: ORCH_MAX_LIGHT, --max-light", async () => {
  await withStandIn(async (parts) => {
    const run = async (env: Record<string, string>, ...flags: string[]) => {
      await parts.log();
      const goals = ["slow = 1", "slow = 2"], more = { ...parts, env: { ...parts.env, ...env } };
      const { report, err } = await bank(more, goals, "--passes", "1", ...flags);
      assertEquals(report.totals.proved, 2, err);
      const waited = report.goals.map(({ queueMs }: { queueMs: number }) => queueMs);
      return { most: mostAtOnce(await parts.log()), waited: Math.max(...waited) };
    };
    const two = ["--lean-workers", "2"];
    const free = await run({ ORCH_MAX_LIGHT: "1" }, ...two, "--max-light", "8");
    const seated = await run({ ORCH_MAX_LIGHT: "1" }, ...two);
    assertEquals(free.most, 2);
    // The second goal's strategy waits for the seat of the first, which takes more than a second.
    assert(seated.waited > free.waited + 500, `${seated.waited} and ${free.waited}`);
  });
});

Deno.test("ORCH_CPU_TARGET and --cpu-target hold requests back while the machine is busier", async () => {
  await withStandIn(async (parts) => {
    const asked = async (...flags: string[]) => {
      await parts.log();
      const env = { ...parts.env, ORCH_CPU_TARGET: "0.01" };
      await bank({ ...parts, env }, ["hard = 1"], "--timeout", "4", ...flags);
      return (await parts.log()).filter((line) => line !== "end").length;
    };
    const held = await asked(), free = await asked("--cpu-target", "1");
    assert(held < free / 2, `${held} of ${free}`);
  });
});

Deno.test("proof-bg ends by itself after --duration; its claims outlive it by --lease", async () => {
  await withStandIn(async ({ folder, env }) => {
    const ledgerPath = `${folder}/bg.db`;
    await Deno.writeTextFile(`${folder}/goals.txt`, "hard = 1\n");
    const args = ["--goals", `${folder}/goals.txt`, "--ledger", ledgerPath];
    const search = [...args, "--strategies", "micro"];
    const ran = await runTask("proof-bg", [...search, "--duration", "2"], env);
    assertEquals(ran.code, 0, ran.err);
    assertMatch(ran.err, /^run \S+ begins: 1 goals, 0 tried, 0 proved$/m);
    const child = taskCommand("proof-bg", [...search, "--lease", "900"], env).spawn();
    for await (const piece of child.stderr.pipeThrough(new TextDecoderStream())) {
      if (/goes on/.test(piece)) child.kill("SIGKILL");
    }
    await child.stdout.cancel();
    await child.status;
    await using ledger = await openLedger(ledgerPath);
    const { lease_until } = await ledger.db.selectFrom("runs").select("lease_until")
      .executeTakeFirstOrThrow();
    const left = Date.parse(lease_until!) - Date.now();
    assert(left > 500_000 && left <= 900_000, `${left}`);
    const refused = await runTask("proof-bg", search, env);
    assertEquals(refused.code, 1);
    assertMatch(
      refused.err,
      /error: proof-bg: this search is under way in process \d+, whose lease ends /,
    );
  });
});
