import { assertEquals, assertRejects } from "@std/assert";
import {
  lemmasFor,
  listTickets,
  similarTickets,
} from "../../../lib/proof/marketplace/find_tickets.ts";
import {
  addDependency,
  cancelTicket,
  claimTicket,
  expireClaims,
  fulfilTicket,
  renewClaims,
  requestTicket,
} from "../../../lib/proof/marketplace/tickets.ts";
import { statementKey } from "../../../lib/proof/goal/goal_id.ts";
import { type Ledger, openLedger } from "../../../lib/proof/ledger/open_ledger.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { withLedger } from "../_ledger.ts";

const day = Date.parse("2026-11-26T10:00:00Z");
const at = (seconds: number) => new Date(day + seconds * 1000);
const proof = { proof: "by simp", verdict: "proved", toolchain: "t", owner: "ann" } as const;

const ask = (ledger: Ledger, statement: string, more: object = {}) =>
  ledger.write((trx) =>
    requestTicket(trx, { statement, priority: 0.5, requester: "me", ...more }, at(0))
  );
const claim = (ledger: Ledger, owner: string, seconds: number, ticketId?: string) =>
  ledger.write((trx) =>
    claimTicket(trx, { owner, leaseMs: 60_000, ...(ticketId ? { ticketId } : {}) }, at(seconds))
  );

Deno.test("a ticket goes from open by claimed to completed, and no other way", async () => {
  await withLedger(async (ledger) => {
    const { id, name, state } = await ask(ledger, "∀ n : Nat, n + 0 = n");
    assertEquals([id, state, /^lemma_[0-9a-f]{8}$/.test(name)], [
      "lem-20261126-0001",
      "open",
      true,
    ]);
    const claimed = await claim(ledger, "ann", 1);
    assertEquals([claimed?.id, claimed?.owner, claimed?.leaseUntil], [
      ...[id, "ann", at(61).toISOString()],
    ]);
    await assertRejects(() => claim(ledger, "bob", 2, id), UserError, "is claimed by ann until");
    assertEquals(await claim(ledger, "bob", 2), undefined);
    const fulfil = (owner: string) =>
      ledger.write((trx) => fulfilTicket(trx, id, { ...proof, owner }, at(3)));
    await assertRejects(() => fulfil("bob"), UserError, "is claimed by ann");
    assertEquals((await fulfil("ann")).state, "completed");
    await assertRejects(() => fulfil("ann"), UserError, "is completed and cannot be completed");
    await assertRejects(() => claim(ledger, "ann", 4, id), UserError, "cannot be claimed");
    const cancel = () => ledger.write((trx) => cancelTicket(trx, id, "no", at(5)));
    await assertRejects(cancel, UserError, "cannot be cancelled");
    await assertRejects(() => claim(ledger, "ann", 4, "lem-1"), UserError, "no such ticket");
  });
});

Deno.test("a claim ends with its lease, unless it is renewed; the next may take it", async () => {
  await withLedger(async (ledger) => {
    const { id } = await ask(ledger, "1 = 1");
    await claim(ledger, "ann", 0);
    await ledger.write((trx) => renewClaims(trx, "ann", 60_000, at(50)));
    assertEquals(await ledger.write((trx) => expireClaims(trx, at(100))), 0);
    assertEquals(await claim(ledger, "bob", 100), undefined);
    assertEquals((await claim(ledger, "bob", 110))?.owner, "bob");
    const late = () => ledger.write((trx) => fulfilTicket(trx, id, proof, at(111)));
    await assertRejects(late, UserError, "is claimed by bob");
  });
});

Deno.test("who asks for the same statement joins its ticket; a cancelled one makes room for another", async () => {
  await withLedger(async (ledger) => {
    const one = await ask(ledger, "∀ n : Nat, n = n", { priority: 0.2 });
    const two = await ask(ledger, "∀ (k : Nat), k = k", { priority: 0.9, waiters: ["w"] });
    assertEquals([two.id, two.priority], [one.id, 0.9]);
    await ledger.write((trx) => cancelTicket(trx, one.id, "not needed", at(1)));
    const three = await ask(ledger, "∀ n : Nat, n = n");
    assertEquals([three.id, three.state], ["lem-20261126-0002", "open"]);
    assertEquals((await listTickets(ledger.db, "cancelled")).map(({ reason }) => reason), [
      "not needed",
    ]);
  });
});

Deno.test("the highest priority comes first, and what waits for another does not come at all", async () => {
  await withLedger(async (ledger) => {
    const low = await ask(ledger, "1 = 1", { priority: 0.1 });
    const high = await ask(ledger, "2 = 2", { priority: 0.9, needs: [low.id] });
    const middle = await ask(ledger, "3 = 3", { priority: 0.5 });
    await assertRejects(() => claim(ledger, "ann", 0, high.id), UserError, `waits for ${low.id}`);
    const order = [await claim(ledger, "ann", 0), await claim(ledger, "ann", 0)];
    assertEquals(order.map((ticket) => ticket?.id), [middle.id, low.id]);
    await ledger.write((trx) => fulfilTicket(trx, low.id, proof, at(1)));
    assertEquals((await claim(ledger, "ann", 1))?.id, high.id);
    const circle = () => ledger.write((trx) => addDependency(trx, low.id, high.id));
    await assertRejects(circle, UserError, "which needs it in turn");
  });
});

Deno.test("a completed lemma is a premise of the goals that wait for it, and found by likeness", async () => {
  await withLedger(async (ledger) => {
    const waiter = statementKey({ context: [], statement: "2 * 1 = 2" });
    const wanted = await ask(ledger, "∀ n : Nat, n * 1 = n", { waiters: [waiter], name: "mul_1" });
    await ask(ledger, "∀ b : Bool, (!!b) = b");
    assertEquals(await lemmasFor(ledger.db, waiter), []);
    await ledger.write((trx) => fulfilTicket(trx, wanted.id, proof, at(1)));
    const lemma = { name: "mul_1", statement: "∀ n : Nat, n * 1 = n", proof: "by simp" };
    assertEquals(await lemmasFor(ledger.db, waiter), [lemma]);
    const like = await similarTickets(ledger.db, "∀ m k : Nat, m * k = k * m", 5);
    assertEquals(like.map(({ ticket }) => ticket.name), ["mul_1"]);
    assertEquals(await similarTickets(ledger.db, "True", 5), []);
  });
});

Deno.test("tickets outlive the process, and two processes that ask at once get two of them", async () => {
  await withLedger(async (ledger, path) => {
    await ask(ledger, "1 = 1");
    await using other = await openLedger(path);
    await ask(other, "2 = 2");
    await ask(ledger, "3 = 3");
    assertEquals((await listTickets(other.db)).map(({ id }) => id.slice(-4)), [
      ...["0001", "0002", "0003"],
    ]);
  });
});

Deno.test("a request without a statement, or with a name that is none, is refused", async () => {
  await withLedger(async (ledger) => {
    await assertRejects(() => ask(ledger, " -- "), UserError, "the statement is empty");
    await assertRejects(() => ask(ledger, "1 = 1", { name: "a b" }), UserError, 'found "a b"');
    await assertRejects(() => ask(ledger, "1 = 1", { needs: ["x"] }), UserError, "no such ticket");
    assertEquals(await listTickets(ledger.db), []);
  });
});
