// Runs one scripted session, and is killed at the n-th durable step; 0: lives.
import { openState } from "../../../lib/distillation/state/open_state.ts";
import { clock } from "../state/_homes.ts";
import { budget, scriptedBenchmark } from "./_scripted.ts";
import { session } from "./_sessions.ts";

const [home = "", at = "0"] = Deno.args;
let steps = 0;
const onStep = (step: string) => {
  steps++;
  Deno.stdout.writeSync(new TextEncoder().encode(`${step}\n`));
  if (steps === Number(at)) Deno.kill(Deno.pid, "SIGKILL");
};
const store = await openState({ home, clock, onStep });
const benchmark = scriptedBenchmark({ tasks: 60, propose: [budget(500), budget(300)] });
await session(home, store, { benchmark, onStep });
await store.close();
