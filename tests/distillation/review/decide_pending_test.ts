import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import {
  approveEdit,
  type DecidePorts,
  rejectEdit,
  writeSession,
} from "../../../lib/distillation/review/decide_pending.ts";
import { createPairedGate } from "../../../lib/distillation/gate/paired_gate.ts";
import { reviewQueue } from "../../../lib/distillation/review/review_queue.ts";
import { rollBackEdits } from "../../../lib/distillation/review/roll_back_edits.ts";
import type { LearningSession } from "../../../lib/distillation/session/learning_session.ts";
import { type LearningHome, openHome } from "../../../lib/distillation/session/open_home.ts";
import { explainEdit } from "../../../lib/distillation/session/explain_edit.ts";
import { findSession } from "../../../lib/distillation/session/session_history.ts";
import type { StateStore } from "../../../lib/distillation/state/open_state.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { accept, clock, withHome, withState } from "../state/_homes.ts";
import { budget, scriptedBenchmark, scriptedGate } from "../session/_scripted.ts";
import { portsOf, session, type TestSession } from "../session/_sessions.ts";

/** A home where one edit waits, and the ports to decide it. */
async function withPending(
  changes: TestSession,
  test: (
    done: LearningSession,
    editId: string,
    ports: DecidePorts,
    store: StateStore,
    home: string,
  ) => Promise<void>,
): Promise<void> {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const done = await session(home, store, { set: { autonomyMode: "manual" } });
      const ports = await portsOf(home, store, changes);
      const queue = reviewQueue(`${home}/review`);
      const editId = done.editOutcomes[0]!.editId;
      await test(done, editId, { ...ports, store, queue }, store, home);
    });
  });
}

Deno.test("approving an edit gates it and commits it with the approver's name", async () => {
  await withPending({}, async (done, editId, ports, store, home) => {
    const { outcome, decision, regated } = await approveEdit(
      editId.slice(0, 6),
      "Ada Lovelace",
      ports,
    );
    assertEquals([outcome.status, outcome.approver, regated], ["applied", "Ada Lovelace", false]);
    assertEquals(decision!.verdict, "accept");
    const [commit] = await store.history();
    assertEquals(commit!.trailers["Approved-By"], "Ada Lovelace");
    assertEquals(commit!.trailers["Edit-ID"], editId);
    const after = await findSession(`${home}/sessions`, done.id);
    assertEquals([after.status, after.editOutcomes[0]!.status], ["completed", "applied"]);
    assertEquals(await ports.queue.list(), []);
    await assertRejects(() => approveEdit(editId, "Ada", ports), UserError, "no edit");
  });
});

Deno.test("an approval does not force: what the gate does not accept is not kept", async () => {
  for (
    const [verdict, status, left] of [["reject", "rejected_by_gate", 0], [
      "undecided",
      "undecided",
      1,
    ]] as const
  ) {
    const gate = scriptedGate({ verdict: () => verdict });
    await withPending({ gate }, async (_done, editId, ports, store) => {
      const before = await store.head();
      const { outcome } = await approveEdit(editId, "Ada", ports);
      assertEquals(outcome.status, status);
      assertEquals(await folderDigest(store.folder), before.digest);
      assertEquals((await ports.queue.list()).length, left);
    });
  }
});

Deno.test("an approval traces into folders of its own, and one that the scorer broke can be tried again", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const folders: string[] = [];
      let breaks = false;
      const benchmark = scriptedBenchmark({
        onScore: ({ traceFolder }) => {
          folders.push(traceFolder);
          if (breaks) throw new Error("no disk");
        },
      });
      const gate = createPairedGate();
      await session(home, store, { benchmark, gate, set: { autonomyMode: "manual" } });
      const ports = await portsOf(home, store, { benchmark, gate });
      const queue = reviewQueue(`${home}/review`);
      const [pending] = await queue.list();
      const approve = () => approveEdit(pending!.edit.id, "Ada", { ...ports, store, queue });
      breaks = true;
      await assertRejects(approve, UserError, "the gate is not calibrated: the scorer broke");
      breaks = false;
      assertEquals((await approve()).outcome.status, "applied");
      assertEquals(new Set(folders).size, folders.length);
    });
  });
});

Deno.test("approvals share what is left of their session's alpha, and end with it", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({ propose: [budget(500), budget(600), budget(700)] });
      const done = await session(home, store, { benchmark, set: { autonomyMode: "manual" } });
      const ids = done.editOutcomes.map((one) => one.editId);
      assertEquals([done.status, ids.length, done.alpha.spent], ["awaiting_review", 3, 0]);
      const asked: (number | undefined)[][] = [];
      const plain = scriptedGate({ verdict: () => "reject" });
      const gate: typeof plain = {
        ...plain,
        open: (options) => {
          asked.push([options.alpha, options.alphaSpent, options.expectedEdits]);
          return plain.open(options);
        },
      };
      const queue = reviewQueue(`${home}/review`);
      const ports = { ...await portsOf(home, store, { benchmark, gate }), store, queue };
      for (const id of ids.slice(0, 2)) await approveEdit(id, "Ada", ports);
      assertEquals(asked, [[0.05, 0, 3], [0.05, 0.005, 2]]);
      const folder = `${home}/sessions/${done.id}`;
      const now = await findSession(`${home}/sessions`, done.id);
      assertEquals(now.alpha, { budget: 0.05, spent: 0.01 });
      await writeSession(folder, { ...now, alpha: { ...now.alpha, spent: 0.05 } });
      const refused = await assertRejects(() => approveEdit(ids[2]!, "Ada", ports), UserError);
      assertMatch(refused.message, /has spent its alpha of 0\.05: no test of this edit is left/);
      assertEquals((await queue.list()).map(({ edit }) => edit.id), [ids[2]!]);
    });
  });
});

Deno.test("an edit whose base has moved on is validated and gated against today's state", async () => {
  await withPending({}, async (done, editId, ports, store) => {
    await accept(store, 300);
    const today = await store.head();
    const { outcome, decision, regated } = await approveEdit(editId, "Ada", ports);
    assertEquals(regated, true);
    assertEquals(decision!.baseline, today.digest);
    assert(decision!.baseline !== done.baseStateDigest);
    assertEquals([outcome.status, outcome.stateBefore], ["applied", today.digest]);
  });
});

Deno.test("an edit accepted while the approval was being gated has it gated again", async () => {
  let other: (() => Promise<unknown>) | undefined;
  const plain = scriptedGate();
  const gate: ReturnType<typeof scriptedGate> = {
    ...plain,
    open: (options) => {
      const opened = plain.open(options);
      return {
        ...opened,
        decide: async (request) => {
          const decision = await opened.decide(request);
          const meanwhile = other;
          other = undefined;
          await meanwhile?.();
          return decision;
        },
      };
    },
  };
  await withPending({ gate }, async (_done, editId, ports, store) => {
    other = () => accept(store, 300);
    const { outcome, decision, regated } = await approveEdit(editId, "Ada", ports);
    assertEquals([outcome.status, regated], ["applied", true]);
    const history = await store.history();
    assertEquals(history.length, 3);
    assertEquals(decision!.baseline, history[1]!.trailers["State-After"]);
  });
});

Deno.test("an edit that the state contains by now expires", async () => {
  await withPending({}, async (_done, editId, ports, store) => {
    await accept(store, 800);
    const before = await store.head();
    const { outcome } = await approveEdit(editId, "Ada", ports);
    assertEquals(outcome.status, "expired");
    assertMatch(outcome.reason, /it changes nothing/);
    assertEquals((await store.head()).digest, before.digest);
    assertEquals(await ports.queue.list(), []);
  });
});

Deno.test("a rejection keeps its reason, and the session knows", async () => {
  await withPending({}, async (done, editId, ports, store, home) => {
    const before = await store.head();
    const outcome = await rejectEdit(editId, "too dear", "Ada", ports);
    assertEquals([outcome.status, outcome.reason], ["rejected_by_user", "too dear"]);
    assertEquals((await store.head()).digest, before.digest);
    const after = await findSession(`${home}/sessions`, done.id);
    assertEquals([after.status, after.editOutcomes[0]!.approver], ["completed", "Ada"]);
    assertEquals(await ports.queue.list(), []);
  });
});

function homeOf(home: string, store: StateStore): LearningHome {
  return { store, sessionsFolder: `${home}/sessions` } as unknown as LearningHome;
}

Deno.test("rolling a session back restores the digest from before it, and its record says so", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const benchmark = scriptedBenchmark({ propose: [budget(600), budget(850)] });
      const done = await session(home, store, {
        benchmark,
        gate: scriptedGate({ verdict: () => "accept" }),
      });
      assertEquals(done.editOutcomes.map((one) => one.status), ["applied", "applied"]);
      const back = await rollBackEdits(undefined, homeOf(home, store));
      assertEquals([back.restored, back.digest, back.editIds.length], [true, before.digest, 2]);
      assertEquals(await folderDigest(store.folder), before.digest);
      const after = await findSession(`${home}/sessions`, done.id.slice(0, 5));
      assertEquals(after.status, "rolled_back");
      assertEquals(after.editOutcomes.map((one) => one.status), ["rolled_back", "rolled_back"]);
      await assertRejects(
        () => rollBackEdits(undefined, homeOf(home, store)),
        UserError,
        "no edit is in force",
      );
      await assertRejects(
        () => rollBackEdits(done.id, homeOf(home, store)),
        UserError,
        "is in force",
      );
    });
  });
});

Deno.test("a rollback killed before the session's record was written is noted when the home is opened again", async () => {
  await withHome(async (home) => {
    const id = await withState(home, async (store) => {
      const benchmark = scriptedBenchmark({ propose: [budget(600), budget(850)] });
      const gate = scriptedGate({ verdict: () => "accept" });
      const done = await session(home, store, { benchmark, gate });
      await store.rollBack(done.editOutcomes.map((one) => one.editId), done.id);
      assertEquals((await findSession(`${home}/sessions`, done.id)).status, "completed");
      return done.id;
    });
    await using opened = await openHome({ home, clock });
    const after = await findSession(opened.sessionsFolder, id);
    assertEquals(after.status, "rolled_back");
    assertEquals(after.editOutcomes.map((one) => one.status), ["rolled_back", "rolled_back"]);
  });
});

Deno.test("one edit of a session is rolled back by its own id, and explained with its evidence", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const done = await session(home, store);
      const { editId } = done.editOutcomes[0]!;
      const told = (await explainEdit(`${home}/sessions`, editId.slice(0, 8))).join("\n");
      assertMatch(
        told,
        /set_search_budget \{"setting":"nodeBudget","value":800\} \(search, auto tier\)/,
      );
      assertMatch(told, /failures 20 of 20 \(95 % interval/);
      assertMatch(told, /outcome: applied: scripted: delta/);
      assertMatch(told, /30 pairs of 30 tasks/);
      assertMatch(told, /alpha 0.005/);
      const back = await rollBackEdits(editId.slice(0, 8), homeOf(home, store));
      assertEquals([back.restored, back.editIds], [true, [editId]]);
      await assertRejects(() => explainEdit(`${home}/sessions`, "ffff"), UserError, "no edit ffff");
    });
  });
});
