import { assert, assertEquals, assertRejects } from "@std/assert";
import { commandGoal } from "../../../lib/proof/goal/read_goals.ts";
import { openLedger } from "../../../lib/proof/ledger/open_ledger.ts";
import { listTickets } from "../../../lib/proof/marketplace/find_tickets.ts";
import { requestTicket } from "../../../lib/proof/marketplace/tickets.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { withLedger } from "../_ledger.ts";
import { scriptedLean, scriptedStrategy } from "../_scripted.ts";
import { outcomes, search, testGoal } from "./_search.ts";

const no = () => false;
const goals = Array.from(
  { length: 20 },
  (_, i) => testGoal(`g${i}`, { category: i % 3 ? "a" : "b" }),
);
const hash = (text: string) => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 97, 7);

/** Strategies that solve some goals each, with waits that change from run to run. */
const mixed = (ms: () => number) =>
  ["x", "y", "z"].map((name, at) =>
    scriptedStrategy(name, {
      requests: 2 + at,
      ms: ms(),
      proves: (statement) => hash(name + statement) % 3 === 0,
    })
  );

Deno.test("every goal is settled and everything is in the ledger", async () => {
  await withLedger(async (ledger) => {
    const three = [
      testGoal("yes"),
      testGoal("no", { statement: "False" }),
      testGoal("what", { statement: "nonsense = 1" }),
    ];
    const strategies = [scriptedStrategy("a", { proves: (text) => text !== "False" })];
    const events = await search(ledger, {
      goals: three,
      strategies,
      settings: { seed: 1, passes: 1 },
    });
    assertEquals(events.at(-1)?.kind === "finished" && events.at(-1), {
      ...{ kind: "finished", state: "done" },
      runId: (events[0] as { runId: string }).runId,
    });
    assertEquals(await outcomes(ledger), [
      ...['yes: proved a ["a_tactic"]', "no: unsolved - -", "what: invalid - -"],
    ]);
    const settled = events.find((event) => event.kind === "goal_settled" && event.name === "what");
    assertEquals(
      settled?.kind === "goal_settled" && settled.error,
      "unknown identifier 'nonsense'",
    );
    const status = await ledger.db.selectFrom("goals").select(["name", "status"]).orderBy("name")
      .execute();
    assertEquals(status.map((row) => row.status), ["unsolved", "invalid", "proved"]);
    assertEquals(await ledger.db.selectFrom("stats_by_strategy").selectAll().execute(), [{
      ...{ strategy: "a", attempts: 2, succeeded: 1, cancelled: 0, success_rate: 0.5 },
      avg_work_ms: (await ledger.db.selectFrom("stats_by_strategy").select("avg_work_ms")
        .executeTakeFirstOrThrow()).avg_work_ms,
      avg_queue_ms: (await ledger.db.selectFrom("stats_by_strategy").select("avg_queue_ms")
        .executeTakeFirstOrThrow()).avg_queue_ms,
    }]);
  });
});

for (const policy of ["ucb1", "thompson", "sliding", "round-robin", "original"] as const) {
  Deno.test(`the same seed has the same outcome under ${policy}, whatever the clock does`, async () => {
    const seen: unknown[] = [];
    let wait = 0;
    for (const slow of [false, true]) {
      await withLedger(async (ledger) => {
        const strategies = mixed(() => slow ? wait++ % 3 : 0);
        const settings = { seed: 5, policy, roundSize: 4 };
        await search(ledger, { goals, strategies, settings });
        const learned = await ledger.db.selectFrom("attempts")
          .select(["goal_id", "strategy", "success", "round", "turn"])
          .orderBy("round").orderBy("position").orderBy("turn").execute();
        seen.push([await outcomes(ledger), learned]);
      });
    }
    assertEquals(seen[0], seen[1]);
  });
}

Deno.test("every setting changes what is tried", async () => {
  const tried = async (settings: object) => {
    let seen = "";
    await withLedger(async (ledger) => {
      const limits: number[] = [];
      const strategies = mixed(() => 0).map((strategy) => ({
        ...strategy,
        run: (...[goal, limit, tools]: Parameters<typeof strategy.run>) => {
          limits.push(limit.heartbeats);
          return strategy.run(goal, limit, tools);
        },
      }));
      await search(ledger, { goals, strategies, settings: { seed: 1, ...settings } });
      const columns = ["strategy", "round", "position", "turn"] as const;
      const rows = await ledger.db.selectFrom("attempts").select(columns)
        .orderBy("round").orderBy("position").orderBy("turn").execute();
      const cancelled = await ledger.db.selectFrom("cancellations").select(columns).execute();
      seen = JSON.stringify([rows, cancelled.length, limits.toSorted((a, b) => a - b)]);
    });
    return seen;
  };
  const first = await tried({});
  for (
    const change of [
      ...[{ seed: 2 }, { policy: "round-robin" }, { headStart: 0 }, { passes: 1 }],
      ...[{ heartbeats: 7 }, { growth: 3 }, { roundSize: 3 }],
    ]
  ) {
    assert(await tried(change) !== first, JSON.stringify(change));
  }
  assert(await tried({ headStart: 0, width: 3 }) !== await tried({ headStart: 0 }));
});

Deno.test("a second run answers from the cache after a check; what fails it is evicted and searched anew", async () => {
  await withLedger(async (ledger) => {
    const strategies = [scriptedStrategy("a", { requests: 7 })];
    await search(ledger, { goals, strategies });
    const first = await outcomes(ledger);
    const lean = scriptedLean();
    await search(ledger, { goals, strategies, lean });
    assertEquals(await outcomes(ledger), first);
    assertEquals(lean.checked.length, goals.length);
    const used = await ledger.db.selectFrom("tactic_cache").select("use_count").distinct()
      .execute();
    assertEquals(used.map((row) => row.use_count), [1]);
    // The cached proofs no longer hold; a new one does.
    const holds = (_: unknown, proof: string) => /other/.test(proof);
    const others = [scriptedStrategy("b", { tactics: ["other"] })];
    await search(ledger, { goals, strategies: others, lean: scriptedLean({ holds }) });
    assertEquals((await outcomes(ledger))[0], 'g0: proved b ["other"]');
    const evicted = await ledger.db.selectFrom("stats_by_strategy").selectAll()
      .where("strategy", "=", "cache").executeTakeFirstOrThrow();
    assertEquals([evicted.attempts, evicted.succeeded], [40, 20]);
    const again = scriptedLean();
    await search(ledger, { goals, strategies, lean: again, settings: { seed: 1, cache: false } });
    assertEquals(again.checked.length, goals.length * 8);
  });
});

Deno.test("a search that was stopped goes on, repeats no settled goal and ends the same", async () => {
  const settings = { seed: 3, roundSize: 4, policy: "round-robin" } as const;
  let whole: string[] = [];
  await withLedger(async (ledger) => {
    await search(ledger, { goals, strategies: mixed(() => 0), settings });
    whole = await outcomes(ledger);
  });
  for (const stopAfter of [1, 4, 7, 11]) {
    await withLedger(async (ledger) => {
      const stop = new AbortController();
      let settled = 0;
      const first = await search(
        ledger,
        { goals, strategies: mixed(() => 1), settings, signal: stop.signal },
        (event) => {
          if (event.kind === "goal_settled" && ++settled === stopAfter) stop.abort();
        },
      );
      assertEquals(first.at(-1)?.kind === "finished" && first.at(-1), {
        ...{ kind: "finished", state: "interrupted" },
        runId: (first[0] as { runId: string }).runId,
      });
      const before = await ledger.db.selectFrom("attempts").select("attempt_id").execute();
      const second = await search(ledger, {
        goals,
        strategies: mixed(() => 0),
        settings,
        resume: true,
      });
      assertEquals(second[0]?.kind === "started" && second[0].resumed, true);
      assertEquals(await outcomes(ledger), whole);
      const after = await ledger.db.selectFrom("attempts").select("attempt_id").execute();
      assert(before.length < after.length);
    });
  }
});

Deno.test("three failed strategies open a ticket, two do not", async () => {
  for (const [count, tickets] of [[2, 0], [3, 1]] as const) {
    await withLedger(async (ledger) => {
      const strategies = ["a", "b", "c"].slice(0, count)
        .map((name) => scriptedStrategy(name, { proves: no }));
      const events = await search(ledger, { goals: [testGoal("hard")], strategies });
      const opened = events.flatMap((one) => one.kind === "round_closed" ? one.tickets : []);
      assertEquals(opened.length, tickets);
      assertEquals(
        (await listTickets(ledger.db)).map(({ statement }) => statement),
        tickets ? ["hard = hard"] : [],
      );
    });
  }
});

Deno.test("subgoals go to the market and into the queue; once proved they are premises of their goal", async () => {
  await withLedger(async (ledger) => {
    const lean = scriptedLean({
      holds: (goal, proof) =>
        !/wrong/.test(proof) && (goal.statement !== "big" || /have lemma_/.test(proof)),
    });
    const strategies = [
      scriptedStrategy("sketch", {
        proves: (statement, lemmas) => statement === "small = small" || lemmas.length === 1,
        subgoals: (statement) => statement === "big" ? ["small = small", "big"] : [],
        tactics: ["simp [lemma_" + "?" + "]"],
      }),
    ];
    // The script has to name the lemma as the market does.
    const naming = [{
      ...strategies[0]!,
      run: async (...args: Parameters<(typeof strategies)[0]["run"]>) => {
        const result = await strategies[0]!.run(...args);
        const name = args[2].lemmas[0]?.name;
        const tactics = name === undefined ? ["rfl"] : [`simp [${name}]`];
        return result.success ? { ...result, tactics } : result;
      },
    }];
    const events = await search(ledger, {
      goals: [testGoal("big", { statement: "big" })],
      strategies: naming,
      lean,
      settings: { seed: 1, passes: 1 },
    });
    const closed = events.flatMap((event) => event.kind === "round_closed" ? [event] : []);
    assertEquals(closed.map(({ queued, again }) => [queued, again]), [[1, 0], [0, 1], [0, 0]]);
    const [lemma] = await listTickets(ledger.db);
    assertEquals([lemma?.state, lemma?.proof], ["completed", "by\n  rfl"]);
    const name = lemma!.name;
    const tactics = JSON.stringify([`have ${name} : small = small := by\n  rfl`, `simp [${name}]`]);
    assertEquals(await outcomes(ledger), [
      `big: proved sketch ${tactics}`,
      `${name}: proved sketch ["rfl"]`,
    ]);
  });
});

Deno.test("a search without end takes on tickets, gives back what it cannot prove, and waits for more", async () => {
  await withLedger(async (ledger) => {
    const ask = (statement: string) =>
      ledger.write((trx) =>
        requestTicket(trx, { statement, priority: 0.5, requester: "me" }, new Date())
      );
    await ask("first = first");
    await ask("False");
    const stop = new AbortController();
    let idles = 0;
    const strategies = [scriptedStrategy("a", { proves: (text) => text !== "False" })];
    await search(ledger, {
      ...{ goals: [testGoal("own")], strategies, endless: true, idleMs: 5, signal: stop.signal },
      settings: { seed: 1, passes: 1 },
    }, async (event) => {
      if (event.kind !== "idle") return;
      if (++idles === 1) await ask("second = second");
      if (idles > 2) stop.abort();
    });
    const states = (await listTickets(ledger.db)).map(({ statement, state }) => [statement, state]);
    assertEquals(states, [
      ...[["first = first", "completed"], ["False", "open"], ["second = second", "completed"]],
    ]);
  });
});

Deno.test("a run belongs to one process at a time, until its lease ends", async () => {
  await withLedger(async (ledger, path) => {
    const stop = new AbortController();
    const slow = [scriptedStrategy("a", { ms: 20, requests: 50 })];
    const options = { goals: [testGoal("g")], strategies: slow, endless: true };
    const running = search(ledger, { ...options, signal: stop.signal, owner: "one" });
    await new Promise((done) => setTimeout(done, 60));
    await using other = await openLedger(path);
    const second = () => search(other, { ...options, owner: "two" });
    await assertRejects(second, UserError, "this search is under way in one, whose lease ends");
    stop.abort();
    await running;
    const ended = AbortSignal.timeout(10);
    assertEquals(
      (await search(other, { ...options, owner: "two", signal: ended })).length > 0,
      true,
    );
  });
});

Deno.test("what ends a whole search leaves a ledger to go on with", async () => {
  await withLedger(async (ledger) => {
    const broken = {
      ...scriptedStrategy("a"),
      run: () => Promise.reject(new UserError("Lean is not here", { exitCode: 1 })),
    };
    const one = { goals: [testGoal("g"), commandGoal("1 = 1")] };
    await assertRejects(
      () => search(ledger, { ...one, strategies: [broken] }),
      UserError,
      "not here",
    );
    const run = await ledger.db.selectFrom("runs").select(["state", "owner"]).execute();
    assertEquals(run, [{ state: "interrupted", owner: null }]);
    await search(ledger, { ...one, strategies: [scriptedStrategy("a")], resume: true });
    assertEquals((await outcomes(ledger)).length, 2);
  });
});
