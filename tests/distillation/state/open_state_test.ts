import { assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { initState } from "../../../lib/distillation/state/init_state.ts";
import { StaleState } from "../../../lib/distillation/state/move_head.ts";
import { openState } from "../../../lib/distillation/state/open_state.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { ROOT } from "../../house/_tree.ts";
import { accept, budgetEdit, changed, clock, withHome, withState } from "./_homes.ts";

Deno.test("an accepted edit is one commit with its three trailers, and the files follow", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const edit = await accept(store, 500);
      const after = await store.head();
      const [commit, ...older] = await store.history();
      assertEquals(older.length, 1);
      assertEquals(commit!.trailers["Edit-ID"], edit.id);
      assertEquals(commit!.trailers["Session-ID"], "s1");
      assertEquals(commit!.trailers["Risk-Tier"], "auto");
      assertEquals(commit!.trailers["State-Before"], before.digest);
      assertEquals(commit!.trailers["State-After"], after.digest);
      assertEquals(await folderDigest(store.folder), after.digest);
      const text = await Deno.readTextFile(`${store.folder}/arc/search.jsonc`);
      assertEquals(text, '{\n  // nodes per task\n  "nodeBudget": 500,\n  "loopIters": 1\n}\n');
    });
  });
});

Deno.test("a rollback restores the digest of the state before, and the edit is no longer in force", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const edit = await accept(store, 500);
      const back = await store.rollBack([edit.id], "s2");
      assertEquals([back.restored, back.digest], [true, before.digest]);
      assertEquals((await store.head()).digest, before.digest);
      assertEquals(await folderDigest(store.folder), before.digest);
      await assertRejects(() => store.rollBack([edit.id], "s3"), UserError, "not in force");
    });
  });
});

Deno.test("rolling back newest first restores every digest on the way", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const digests = [(await store.head()).digest];
      const edits = [];
      for (const value of [200, 300, 400]) {
        edits.push(await accept(store, value));
        digests.push((await store.head()).digest);
      }
      for (const edit of edits.reverse()) {
        digests.pop();
        const back = await store.rollBack([edit.id], "s2");
        assertEquals(back.digest, digests.at(-1));
      }
    });
  });
});

Deno.test("several edits are rolled back by one commit, and none of them where one cannot be", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const before = await store.head();
      const [one, two, three] = [
        await accept(store, 200),
        await accept(store, 300),
        await accept(store, 400),
      ];
      const head = (await store.head()).digest;
      await assertRejects(() => store.rollBack([one.id, two.id], "s2"), UserError, "changed since");
      await assertRejects(
        () => store.rollBack([three.id, "ffff"], "s2"),
        UserError,
        "edit ffff is",
      );
      await assertRejects(() => store.rollBack([], "s2"), UserError, "not in force");
      assertEquals((await store.head()).digest, head);
      const commits = (await store.history()).length;
      const back = await store.rollBack([one.id, three.id, two.id], "s2");
      assertEquals([back.restored, back.digest, back.before], [
        true,
        before.digest,
        before.digest,
      ]);
      const [last] = await store.history();
      assertEquals((await store.history()).length, commits + 1);
      assertEquals(last!.trailers["Rolls-Back"], [three.id, two.id, one.id].join(" "));
      for (const { id } of [one, two, three]) {
        await assertRejects(() => store.rollBack([id], "s3"), UserError, "not in force");
      }
    });
  });
});

Deno.test("an edit under a later one of the same value is not torn out; of another value it is", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const first = await accept(store, 200);
      const base = await store.head();
      const other = { ...budgetEdit(base.digest, 7), id: "0123456789abcdef" };
      const candidate = changed(base.files, "arc/search.jsonc", "loopIters", 7);
      await store.promote({ edit: other, sessionId: "s1", base, candidate });
      const back = await store.rollBack([first.id], "s2");
      assertEquals(back.restored, false);
      const text = await Deno.readTextFile(`${store.folder}/arc/search.jsonc`);
      assertEquals(text, '{\n  // nodes per task\n  "nodeBudget": 100,\n  "loopIters": 7\n}\n');
      const second = await accept(store, 300);
      const third = await accept(store, 400);
      const error = await assertRejects(() => store.rollBack([second.id], "s2"), UserError);
      assertMatch(
        error.message,
        new RegExp(`nodeBudget was changed since; take back first: ${third.id}`),
      );
    });
  });
});

Deno.test("a base that is no longer head is refused, and nothing changes", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const base = await store.head();
      await accept(store, 500);
      const now = await store.head();
      const candidate = changed(base.files, "arc/search.jsonc", "nodeBudget", 900);
      const edit = budgetEdit(base.digest, 900);
      await assertRejects(
        () => store.promote({ edit, sessionId: "s2", base, candidate }),
        StaleState,
      );
      assertEquals((await store.head()).digest, now.digest);
      assertEquals(await folderDigest(store.folder), now.digest);
    });
  });
});

Deno.test("a trial copy is a folder of its own, and one that was tampered with is made anew", async () => {
  await withHome(async (home) => {
    await withState(home, async (store) => {
      const { files, digest } = await store.head();
      const copy = await store.folderOf(files);
      assertNotEquals(copy.folder, store.folder);
      await Deno.writeTextFile(`${copy.folder}/arc/search.jsonc`, "{}");
      const again = await store.folderOf(files);
      assertEquals([again.folder, await folderDigest(again.folder)], [copy.folder, digest]);
      assertEquals(await folderDigest(store.folder), digest);
    });
  });
});

Deno.test("a dirty state is refused by the name of the file, whether changed, added or deleted", async () => {
  await withHome(async (home) => {
    const file = `${home}/state/arc/search.jsonc`;
    const text = await Deno.readTextFile(file);
    const refused = async (path: string) => {
      const error = await assertRejects(() => openState({ home, clock }), UserError);
      assertMatch(error.message, new RegExp(`state/${path}: has changes that are not committed`));
    };
    await Deno.writeTextFile(file, "{}");
    await refused("arc/search.jsonc");
    await Deno.remove(file);
    await refused("arc/search.jsonc");
    await Deno.writeTextFile(file, text);
    await Deno.writeTextFile(`${home}/state/more.md`, "new");
    await refused("more.md");
    await Deno.remove(`${home}/state/more.md`);
    await (await openState({ home, clock })).close();
  });
});

Deno.test("a link in the state is refused: it could lead out of the folder", async () => {
  await withHome(async (home) => {
    await Deno.symlink("/etc", `${home}/state/etc`);
    await assertRejects(() => openState({ home, clock }), UserError, "a state holds no links");
  });
});

Deno.test("a state cannot be made inside a source tree, nor over another", async () => {
  const inside = `${ROOT}out/distillation-of-a-test`;
  await assertRejects(
    () => initState({ home: inside, clock }),
    UserError,
    "lies inside the source tree",
  );
  assertEquals(await Deno.stat(inside).then(() => true, () => false), false);
  await withHome(async (home) => {
    await assertRejects(() => initState({ home, clock }), UserError, "there is a state already");
  });
});

Deno.test("two processes cannot hold one state", async () => {
  await withHome(async (home) => {
    await withState(home, async () => {
      await assertRejects(() => openState({ home, clock }), UserError, "is writing this run");
    });
  });
});

Deno.test("a home without a state says how to make one", async () => {
  const home = await Deno.makeTempDir();
  await assertRejects(() => openState({ home, clock }), UserError, "deno task distill init");
  await Deno.remove(home);
});

Deno.test("the git settings of the user and of a surrounding git command change nothing", async () => {
  await withHome(async (home) => {
    Deno.env.set("GIT_DIR", "/nowhere");
    Deno.env.set("GIT_INDEX_FILE", "/nowhere/index");
    try {
      await withState(home, async (store) => void await accept(store, 500));
    } finally {
      Deno.env.delete("GIT_DIR");
      Deno.env.delete("GIT_INDEX_FILE");
    }
  });
});
