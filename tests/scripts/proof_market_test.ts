import { assertEquals, assertMatch } from "@std/assert";
import { inTempFolder } from "../substrate/_temp_folder.ts";
import { runTask } from "./_run_proof.ts";

Deno.test("tickets are asked for, listed, claimed and taken back by command", async () => {
  await inTempFolder(async (folder) => {
    const ledger = ["--ledger", `${folder}/deep/ledger.db`];
    const none = await runTask("proof-request", [...ledger, "--list"]);
    assertEquals([none.code, none.out], [2, ""]);
    assertMatch(
      none.err,
      /^error: .*ledger\.db: no such ledger; proof-bank and proof-bg make one\n$/,
    );
    const asked = await runTask("proof-request", [
      ...ledger,
      "∀ n : Nat, n = n",
      "--priority",
      "0.9",
    ]);
    assertEquals(asked.code, 0, asked.err);
    const [id] = asked.out.split(" ");
    const needy = await runTask("proof-request", [
      ...ledger,
      "1 = 1",
      "--needs",
      id!,
      "--name",
      "one",
    ]);
    assertMatch(needy.out, /^lem-\d{8}-0002 open: one : 1 = 1\n/);
    const claimed = await runTask("proof-claim", [...ledger, "--owner", "ann", "--lease", "5"]);
    assertMatch(claimed.out, new RegExp(`^${id} is ann's until 20.*\ntheorem lemma_\\w+ : ∀ n`));
    const nothing = await runTask("proof-claim", ledger);
    assertEquals([nothing.code, nothing.err], [1, "no ticket can be worked on now\n"]);
    const other = await runTask("proof-claim", [...ledger, id!]);
    assertMatch(other.err, new RegExp(`^error: ${id}: is claimed by ann until .*\n$`));
    const back = await runTask("proof-request", [...ledger, "--cancel", id!, "--reason", "known"]);
    assertEquals(back.out, `${id} cancelled\n`);
    const list = await runTask("proof-request", [...ledger, "--list"]);
    assertMatch(list.out, /cancelled[\s\S]*open/);
    const stats = await runTask("proof-stats", [...ledger, "--json"]);
    assertEquals(JSON.parse(stats.out).tickets, { cancelled: 1, open: 1 });
    const wrong = await runTask("proof-request", [...ledger, "--cancel", "lem-1"]);
    assertEquals([wrong.code, wrong.err], [2, "error: lem-1: no such ticket\n"]);
    const empty = await runTask("proof-request", ledger);
    assertEquals([empty.code, empty.err], [
      ...[2, "error: a statement is required, or --list or --cancel\n"],
    ]);
  });
});

Deno.test("sorries of a folder become rows that proof-bank reads, with their places", async () => {
  await inTempFolder(async (folder) => {
    await Deno.mkdir(`${folder}/src/.lake`, { recursive: true });
    await Deno.writeTextFile(`${folder}/src/.lake/No.lean`, "theorem no : 1 = 1 := sorry\n");
    await Deno.writeTextFile(
      `${folder}/src/A.lean`,
      "theorem a (n : Nat) : n = n := by\n  sorry\ndef d : Nat := sorry\n",
    );
    const out = `${folder}/goals.jsonl`;
    const ran = await runTask("proof-extract", [`${folder}/src`, "--out", out]);
    assertEquals([ran.code, ran.out], [0, ""]);
    assertMatch(
      ran.err,
      /A\.lean:3: d: no goal: a def need not be a proposition\n1 goals; 1 without one/,
    );
    assertEquals(JSON.parse(await Deno.readTextFile(out)), {
      ...{ schema: "proof.goal/1", id: "a", goal: "n = n", context: ["(n : Nat)"] },
      ...{ category: "nat", difficulty: 0.5, priority: 0.5, file: `${folder}/src/A.lean` },
      ...{ line: 2, column: 3, sorries: 1 },
    });
    const strict = await runTask("proof-extract", [`${folder}/src/A.lean`, "--strict"]);
    assertEquals([strict.code, strict.out.split("\n").length], [1, 2]);
    // In a Lake project Lean is asked, unless it is not there or not wanted.
    await Deno.writeTextFile(`${folder}/src/lean-toolchain`, "leanprover/lean4:v4.24.0\n");
    const nowhere = { PATH: `${folder}/no/bin` };
    const asked = await runTask("proof-extract", [`${folder}/src/A.lean`], nowhere);
    assertMatch(asked.err, /src: there is no lake: its sorries are read by text alone, /);
    const unasked = await runTask("proof-extract", [`${folder}/src/A.lean`, "--text"], nowhere);
    assertEquals([unasked.out, unasked.err.includes("lake")], [asked.out, false]);
    const missing = await runTask("proof-extract", [`${folder}/none.lean`]);
    assertEquals([missing.code, missing.err], [
      2,
      `error: ${folder}/none.lean: no such file or folder\n`,
    ]);
  });
});

Deno.test("proof-blueprint --check fails on drift and writes nothing; without it marks are written", async () => {
  await inTempFolder(async (folder) => {
    await Deno.mkdir(`${folder}/blueprint`);
    await Deno.writeTextFile(`${folder}/A.lean`, "theorem a : 1 = 1 := rfl\n");
    const tex = `${folder}/blueprint/a.tex`;
    const text = "\\begin{lemma}\n\\label{a}\n\\lean{a}\n\\end{lemma}\n";
    await Deno.writeTextFile(tex, text);
    const check = await runTask("proof-blueprint", [folder, "--check"]);
    assertEquals([check.code, await Deno.readTextFile(tex)], [1, text]);
    assertMatch(
      check.err,
      /: it is no Lake project: what is declared is read off the sources' text/,
    );
    const byText = await runTask("proof-blueprint", [folder, "--check", "--text"]);
    assertEquals([byText.code, byText.out, byText.err], [1, check.out, ""]);
    assertMatch(check.out, /a\.tex:1: unmarked: a is done in Lean but carries no \\leanok/);
    const wrote = await runTask("proof-blueprint", [folder]);
    assertEquals([wrote.code, await Deno.readTextFile(tex)], [
      ...[0, text.replace("{a}\n\\end", "{a}\n\\leanok\n\\end")],
    ]);
    assertEquals((await runTask("proof-blueprint", [folder, "--check"])).code, 0);
    const moved = await runTask("proof-blueprint", [folder, "--blueprint", `${folder}/none`]);
    assertEquals([moved.code, moved.err], [2, `error: ${folder}/none: no such file or folder\n`]);
  });
});
