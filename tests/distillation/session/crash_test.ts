import { assert, assertEquals, assertGreater } from "@std/assert";
import { sha256 } from "../../../lib/substrate/values/digest.ts";
import { initState } from "../../../lib/distillation/state/init_state.ts";
import { openState } from "../../../lib/distillation/state/open_state.ts";
import {
  listSessions,
  unfinishedSession,
} from "../../../lib/distillation/session/session_history.ts";
import { folderDigest } from "../../../lib/distillation/state/state_repository.ts";
import { clock, FILES } from "../state/_homes.ts";
import { budget, scriptedBenchmark } from "./_scripted.ts";
import { session } from "./_sessions.ts";

const SCRIPT = decodeURIComponent(new URL("_dying_session.ts", import.meta.url).pathname);

async function run(home: string, at: number): Promise<readonly string[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", SCRIPT, home, String(at)],
  }).output();
  assertEquals(code, at === 0 ? 0 : 137, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim().split("\n");
}

/** Digests of what the session decided and of the state it left. */
async function result(home: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = { state: await folderDigest(`${home}/state`) };
  for (const id of Deno.readDirSync(`${home}/sessions`)) {
    const folder = `${home}/sessions/${id.name}`;
    for (const name of ["decisions.json", "plan.json", "diagnosis.md", "teacher_calls.jsonl"]) {
      found[`${id.name}/${name}`] = sha256(await Deno.readFile(`${folder}/${name}`));
    }
    for (const { name } of Deno.readDirSync(`${folder}/gate`)) {
      found[`${id.name}/gate/${name}`] = sha256(await Deno.readFile(`${folder}/gate/${name}`));
    }
  }
  return found;
}

/** Goes on with whatever a killed process left, as the next command does. */
async function goOn(home: string): Promise<void> {
  const store = await openState({ home, clock });
  try {
    const open = await unfinishedSession(`${home}/sessions`);
    const benchmark = scriptedBenchmark({ tasks: 60, propose: [budget(500), budget(300)] });
    if (open !== undefined || (await listSessions(`${home}/sessions`)).length === 0) {
      const base = open === undefined ? await store.head() : await store.at(open.gitCheckpointPre);
      await session(home, store, { benchmark, base });
    }
    const edits = (await store.history()).filter((one) => "Edit-ID" in one.trailers);
    assertEquals(edits.length, 1, "an edit is committed once");
  } finally {
    await store.close();
  }
}

Deno.test("killed at any step of a session, the next run ends with the bytes and the state of one that was never killed", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    const first = `${root}/first`;
    await initState({ home: first, clock, files: FILES });
    const fresh = async (name: string) => {
      await new Deno.Command("cp", { args: ["-a", first, `${root}/${name}`] }).output();
      return `${root}/${name}`;
    };
    const whole = await fresh("whole");
    const steps = await run(whole, 0);
    const expected = await result(whole);
    assertGreater(steps.length, 30);
    for (const step of ["phase diagnose finished", "edit gate", "edit promote", "moved", "done"]) {
      assert(steps.includes(step), step);
    }
    for (let at = 1; at <= steps.length; at++) {
      const home = await fresh(String(at));
      await run(home, at);
      await goOn(home);
      assertEquals(await result(home), expected, `killed at ${at}, ${steps[at - 1]}`);
      await Deno.remove(home, { recursive: true });
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
