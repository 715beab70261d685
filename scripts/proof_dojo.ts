import { z } from "zod";
import { intFlag, runMain } from "../lib/cli/mod.ts";
import { DOJO_HELP, playDojo } from "../lib/proof/strategies/dojo/session.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { commandLean } from "./_lean.ts";
import { leanFlags } from "./_lean_flags.ts";
import { stdinLines } from "./_stdin_lines.ts";

const command = {
  name: "proof-dojo",
  summary:
    `proves a goal by hand: reads a tactic a line, prints the state after it.\n\n${DOJO_HELP}`,
  flags: z.object({
    heartbeats: intFlag({ doc: "thousands that a tactic may use", min: 1, default: 20_000 }),
    timeout: intFlag({ doc: "seconds for each tactic", min: 1, default: 60 }),
    ...leanFlags,
  }),
  positional: { name: "goal", doc: "a Lean proposition", min: 1, max: 1 },
  examples: [
    'deno task proof-dojo "∀ n : Nat, 0 + n = n"',
    'printf "intro n\\nsimp\\n" | deno task proof-dojo "∀ n : Nat, 0 + n = n"',
  ],
};

await runMain(command, async ({ options, positional, signal, terminal }) => {
  const [statement = ""] = positional;
  if (statement.trim() === "") throw new UserError("the goal is empty");
  await using lean = await commandLean(options, terminal.note, { spares: 0 });
  const limits = { heartbeats: options.heartbeats, deadlineMs: 1000 * options.timeout };
  let proved = false;
  for await (
    const reply of playDojo(stdinLines(signal), { lean, goal: { statement }, limits })
  ) {
    terminal.print(reply.text);
    proved = reply.proved;
  }
  return proved ? 0 : 1;
});
