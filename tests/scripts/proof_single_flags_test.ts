import { assertEquals, assertMatch } from "@std/assert";
import { openLedger } from "../../lib/proof/ledger/open_ledger.ts";
import { inTempFolder } from "../substrate/_temp_folder.ts";
import { runTask } from "./_run_proof.ts";
import { withStandIn } from "./_stand_in_lean.ts";

Deno.test("proof-dojo hands its limits to Lean: --heartbeats, --timeout", async () => {
  await withStandIn(async ({ env, log }) => {
    await runTask("proof-dojo", ["1 = 1", "--heartbeats", "77"], env);
    assertEquals((await log())[0], "begin 77");
    const slow = await runTask("proof-dojo", ["slow = 1", "--timeout", "1"], env);
    const patient = await runTask("proof-dojo", ["slow = 1", "--timeout", "60"], env);
    assertEquals(slow.out === patient.out && slow.err === patient.err, false, slow.out);
  });
});

Deno.test("proof-minimize takes a script from a file, and gives each check so many seconds", async () => {
  await withStandIn(async ({ folder, env }) => {
    const file = `${folder}/proof.lean`, ledger = ["--ledger", `${folder}/l.db`];
    await Deno.writeTextFile(file, "by\n  skip\n  rfl\n");
    const run = (goal: string, ...flags: string[]) =>
      runTask("proof-minimize", [goal, "--proof-file", file, ...flags, ...ledger], env);
    const short = await run("1 = 1");
    assertEquals([short.code, short.out], [0, "by\n  rfl\n"], short.err);
    const cut = await run("slow = 1", "--check-seconds", "0.2");
    assertEquals([cut.code, cut.out], [1, ""]);
    assertMatch(cut.err, /error: [^\n]*timeout[^\n]*\n$/);
  });
});

Deno.test("proof-fulfil takes a proof from a file; who may hand it in is told by --owner", async () => {
  await withStandIn(async ({ folder, env }) => {
    const file = `${folder}/proof.lean`, ledger = ["--ledger", `${folder}/l.db`];
    await Deno.writeTextFile(file, "by rfl\n");
    const asked = await runTask("proof-request", ["1 = 1", "--owner", "eve", ...ledger]);
    const [id] = asked.out.split(" ");
    await runTask("proof-claim", [id!, "--owner", "ann", ...ledger]);
    const hand = (owner: string, ...flags: string[]) =>
      runTask("proof-fulfil", [id!, "--owner", owner, ...flags, ...ledger], env);
    const other = await hand("bob", "--proof-file", file);
    assertEquals(other.code, 2);
    assertMatch(other.err, new RegExp(`error: ${id}: is claimed by ann until `));
    const none = await hand("ann", "--proof-file", `${folder}/none`);
    assertEquals([none.code, none.err], [2, `error: ${folder}/none: no such file or folder\n`]);
    const wrong = await hand("ann", "--proof", "by skip");
    assertEquals(wrong.code, 1);
    assertMatch(wrong.err, /the proof is not accepted: failed, unsolved goals/);
    const done = await hand("ann", "--proof-file", file);
    assertEquals(done.code, 0, done.err);
  });
});

Deno.test("a ticket remembers whom it is to help, why it was taken back, and how long it is claimed", async () => {
  await inTempFolder(async (folder) => {
    const path = `${folder}/l.db`, ledger = ["--ledger", path];
    const asked = await runTask("proof-request", ["1 = 1", "--for", "2 = 2", ...ledger]);
    const [id] = asked.out.split(" ");
    const claimed = await runTask("proof-claim", [
      id!,
      "--owner",
      "ann",
      "--lease",
      "600",
      ...ledger,
    ]);
    const until = Date.parse(/until (\S+)/.exec(claimed.out)![1]!);
    const minutes = (until - Date.now()) / 60_000;
    assertEquals(minutes > 590 && minutes <= 600, true, claimed.out);
    await runTask("proof-request", ["--cancel", id!, "--reason", "known by heart", ...ledger]);
    await using opened = await openLedger(path);
    const waiters = await opened.db.selectFrom("ticket_waiters").selectAll().execute();
    const { reason } = await opened.db.selectFrom("tickets").select("reason")
      .executeTakeFirstOrThrow();
    assertEquals([waiters.length, reason], [1, "known by heart"]);
  });
});

Deno.test("proof-stats shows as many attempts as --recent says", async () => {
  await withStandIn(async ({ folder, env }) => {
    await Deno.writeTextFile(`${folder}/goals.txt`, "1 = 1\n2 = 2\n3 = 3\n");
    const ledger = ["--ledger", `${folder}/l.db`];
    const files = ["--goals", `${folder}/goals.txt`, "--results", folder, ...ledger];
    const ran = await runTask("proof-bank", [...files, "--strategies", "micro"], env);
    assertEquals(ran.code, 0, ran.err);
    for (const recent of [0, 2]) {
      const shown = await runTask("proof-stats", [...ledger, "--json", "--recent", `${recent}`]);
      assertEquals(JSON.parse(shown.out).recent.length, recent);
    }
  });
});
