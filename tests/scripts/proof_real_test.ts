import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Ledger, openLedger } from "../../lib/proof/ledger/open_ledger.ts";
import { lacking } from "../proof/lean/_real_lean.ts";
import { inTempFolder } from "../substrate/_temp_folder.ts";
import { runTask, taskCommand } from "./_run_proof.ts";

/** Where Lean is prepared; the rest of the environment is not the commands' business. */
const env = Object.fromEntries(
  ["HOME", "XDG_CACHE_HOME", "BATON_CACHE_DIR", "PATH"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }),
);
const QUICK = ["--strategies", "micro", "--heartbeats", "300"];

async function inLedger<T>(path: string, read: (ledger: Ledger) => Promise<T>): Promise<T> {
  await using ledger = await openLedger(path);
  return await read(ledger);
}

/** Every attempt and every proof that is kept. */
function kept({ db }: Ledger) {
  return Promise.all([
    db.selectFrom("attempts").selectAll().orderBy("attempt_id").execute(),
    db.selectFrom("tactic_cache").select(["goal_id", "tactics"]).orderBy("goal_id").execute(),
  ]);
}

/** Reads what a process notes until a line of each kind was there, then ends it by the signal. */
async function endedAfter(
  child: Deno.ChildProcess,
  lines: readonly RegExp[],
  signal: Deno.Signal,
): Promise<{ readonly code: number; readonly err: string }> {
  let err = "", sent = false;
  for await (const piece of child.stderr.pipeThrough(new TextDecoderStream())) {
    err += piece;
    if (sent || !lines.every((line) => line.test(err))) continue;
    child.kill(signal);
    sent = true;
  }
  await child.stdout.cancel();
  const { code } = await child.status;
  assert(sent, err);
  return { code, err };
}

Deno.test({
  name: "the proof commands, one after another on one ledger, with Lean's kernel",
  ignore: lacking !== undefined,
  fn: async (t) => {
    await inTempFolder(async (folder) => {
      const path = `${folder}/ledger.db`, ledger = ["--ledger", path];
      const bank = (...args: string[]) => {
        const rest = [...ledger, "--results", folder, "--passes", "1", ...QUICK];
        return runTask("proof-bank", [...args, ...rest], env);
      };
      await t.step("a goal that does not elaborate is one line, the rest is tried", async () => {
        const goals = "∀ n : Nat, n + 0 = n\n∀ xs : List Nat, xs ++ [] = xs\n1 = 2\nnonsense = 1\n";
        await Deno.writeTextFile(`${folder}/goals.txt`, goals);
        const ran = await bank("--goals", `${folder}/goals.txt`);
        assertEquals(ran.code, 1, ran.err);
        assertMatch(ran.err, /goals\.txt:4: line 4: does not elaborate: [^\n]*nonsense/);
        assertMatch(ran.out, /unsolved: line 3\n2 of 4 goals proved/);
        const [file] = ran.out.match(/^.*bank-\d{8}T\d{6}Z\.json$/m)!;
        const report = JSON.parse(await Deno.readTextFile(file));
        assertEquals(report.totals, { goals: 4, processed: 4, proved: 2, invalid: 1 });
        assertEquals(
          report.goals.map(({ verdict }: { verdict: string }) => verdict),
          ["proved", "proved", "unsolved", "invalid"],
        );
        assertEquals([report.schema, report.backend], ["proof.bank/1", "wasm"]);
      });
      await t.step(
        "sorries become goals; what was proved under other names is in the cache",
        async () => {
          const source = "theorem a (k : Nat) : k + 0 = k := by\n  sorry\n" +
            "theorem b (xs : List Nat) : xs ++ [] = xs := sorry\n" +
            "theorem c (p : Bool) : (p && true) = p := by sorry\n";
          await Deno.writeTextFile(`${folder}/A.lean`, source);
          const out = `${folder}/sorries.jsonl`;
          const extracted = await runTask("proof-extract", [`${folder}/A.lean`, "--out", out]);
          assertEquals(extracted.code, 0, extracted.err);
          const ran = await bank("--goals", out);
          assertEquals(ran.code, 0, ran.err);
          const says = /3 of 3 goals proved .*2 from the cache \(checked again\), 0 evicted/;
          assertMatch(ran.out, says);
        },
      );
      await t.step(
        "a background search killed with -9 has lost nothing that it told of",
        async () => {
          const goals = "∀ n : Nat, 0 + n = n\n∀ b : Bool, (!!b) = b\n∀ n : Nat, n ≤ n + 1\n";
          await Deno.writeTextFile(`${folder}/more.txt`, goals);
          const asked = await runTask("proof-request", [
            "∀ b : Bool, (b || true) = true",
            ...ledger,
          ]);
          assertEquals(asked.code, 0, asked.err);
          const search = [...["--goals", `${folder}/more.txt`], ...ledger, ...QUICK];
          const first = taskCommand(
            "proof-bg",
            [...search, "--duration", "900", "--lease", "1"],
            env,
          );
          const killed = await endedAfter(first.spawn(), [/^proved .*$/m], "SIGKILL");
          const before = await inLedger(path, kept);
          const again = taskCommand("proof-bg", [...search, "--lease", "1"], env);
          const proved = ["line 1", "line 2", "line 3", "lemma_\\w+"].map((name) =>
            new RegExp(`^proved ${name} `, "m")
          );
          const open = proved.filter((line) => !line.test(killed.err));
          const ended = await endedAfter(again.spawn(), open, "SIGINT");
          assertEquals(ended.code, 130, ended.err);
          const [run] = /run-\S+|(?<=run )\S+/.exec(killed.err)!;
          assertMatch(ended.err, new RegExp(`run ${run} goes on: `));
          const [attempts, proofs] = await inLedger(path, kept);
          for (const attempt of before[0]) {
            assertEquals(attempts.find((one) => one.attempt_id === attempt.attempt_id), attempt);
          }
          const goalsKept = new Set(proofs.map(({ goal_id }) => goal_id));
          assert(before[1].every(({ goal_id }) => goalsKept.has(goal_id)));
          const runs = await inLedger(
            path,
            ({ db }) =>
              db.selectFrom("runs").select(["state", "owner"]).where("run_id", "=", run).execute(),
          );
          assertEquals(runs, [{ state: "interrupted", owner: null }]);
          const tickets = await runTask("proof-request", ["--list", ...ledger]);
          assertMatch(tickets.out, /^lem-\S+ +completed /m);
        },
      );
      await t.step("a ticket takes a proof that holds, and no other", async () => {
        const asked = await runTask("proof-request", ["∀ n : Nat, n * 1 = n", ...ledger]);
        const [id] = asked.out.split(" ");
        const claimed = await runTask("proof-claim", [id!, "--owner", "ann", ...ledger]);
        assertEquals(claimed.code, 0, claimed.err);
        const hand = (proof: string) =>
          runTask("proof-fulfil", [id!, "--owner", "ann", "--proof", proof, ...ledger], env);
        const wrong = await hand("by intro n; omega_or_so");
        assertEquals(wrong.code, 1);
        assertMatch(wrong.err, /error: lem-\d+-\d+: the proof is not accepted: failed, [^\n]+\n$/);
        const right = await hand("by intro n; simp");
        assertEquals(right.code, 0, right.err);
        assertMatch(right.out, new RegExp(`^${id} completed: `));
      });
      await t.step("a script is made shorter", async () => {
        const script = ["--proof", "by intro n; skip; skip; simp [Nat.add_comm]"];
        const args = ["∀ n : Nat, n + 0 = n", ...script, ...ledger];
        const ran = await runTask("proof-minimize", args, env);
        assertEquals([ran.code, ran.out.length < 30], [0, true], ran.err);
        assertMatch(ran.out, /^by\n {2}\S+/);
      });
      await t.step("the ledger's figures tell of all of it", async () => {
        const ran = await runTask("proof-stats", ["--json", ...ledger]);
        assertEquals(ran.code, 0, ran.err);
        const { goals, tickets, runs, strategies } = JSON.parse(ran.out);
        assertEquals([goals.proved, goals.invalid, goals.unsolved], [8, 1, 1]);
        assertEquals([tickets, runs], [{ completed: 2 }, 3]);
        const names = strategies.map(({ strategy }: { strategy: string }) => strategy).sort();
        assertEquals(names, ["cache", "micro"]);
      });
    });
  },
});
