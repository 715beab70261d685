import { assert, assertEquals } from "@std/assert";
import { openLedger } from "../../../lib/proof/ledger/open_ledger.ts";
import { listTickets } from "../../../lib/proof/marketplace/find_tickets.ts";
import { requestTicket } from "../../../lib/proof/marketplace/tickets.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";

const SCRIPT = new URL("./_scripted_search.ts", import.meta.url).pathname;
const LEASE_MS = 800;

function spawn(path: string, goals: number): Deno.ChildProcess {
  const args = [
    "run",
    "-A",
    "--no-check",
    SCRIPT,
    path,
    `${goals}`,
    `${LEASE_MS}`,
  ];
  return new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" }).spawn();
}

/** Kills the process after it has told of `lines` goals, and returns their names. */
async function killedAfter(child: Deno.ChildProcess, lines: number): Promise<string[]> {
  let text = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.split("\n").length > lines) {
      child.kill("SIGKILL");
      break;
    }
  }
  await child.stderr.cancel();
  await child.status;
  return text.split("\n").slice(0, -1);
}

async function untilFree(path: string): Promise<void> {
  await using ledger = await openLedger(path);
  for (;;) {
    const run = await ledger.db.selectFrom("runs").select("lease_until").executeTakeFirstOrThrow();
    if (run.lease_until === null || run.lease_until <= new Date().toISOString()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

Deno.test("a search killed with -9 loses nothing it had told of, its leases end, and another goes on", async () => {
  await inTempFolder(async (folder) => {
    const path = `${folder}/ledger.db`;
    {
      await using ledger = await openLedger(path);
      const wanted = { statement: "ticket = ticket", priority: 0.01, requester: "me" };
      await ledger.write((trx) => requestTicket(trx, wanted, new Date()));
    }
    const told: string[] = [];
    for (const lines of [3, 9]) {
      told.push(...await killedAfter(spawn(path, 30), lines));
      await untilFree(path);
    }
    {
      await using ledger = await openLedger(path);
      const settled = await ledger.db.selectFrom("run_goals").select("name")
        .where("verdict", "is not", null).execute();
      const names = new Set(settled.map(({ name }) => name));
      assertEquals(told.filter((name) => !names.has(name)), []);
      assertEquals(told.length, new Set(told).size, "a goal was settled twice");
      assert(names.size < 31);
      assertEquals((await listTickets(ledger.db))[0]?.state, "claimed");
    }
    const last = await spawn(path, 30).output();
    assertEquals(last.code, 0, new TextDecoder().decode(last.stderr));
    await using ledger = await openLedger(path);
    const rows = await ledger.db.selectFrom("run_goals").select(["name", "verdict"]).execute();
    assertEquals(rows.length, 31);
    const unproved = rows.filter(({ verdict }) => verdict !== "proved").map(({ name }) => name);
    assertEquals(unproved, ["g7"]);
    assertEquals((await listTickets(ledger.db))[0]?.state, "completed");
    const runs = await ledger.db.selectFrom("runs").selectAll().execute();
    assertEquals([runs.length, runs[0]?.owner], [1, null]);
    const doubled = await ledger.db.selectFrom("attempts")
      .select(["goal_id", "strategy", "round"]).groupBy(["goal_id", "strategy", "round"])
      .having(({ fn }) => fn.countAll(), ">", 1).execute();
    assertEquals(doubled, []);
  });
});
