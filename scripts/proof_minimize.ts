import { z } from "zod";
import { floatFlag, pathFlag, runMain, textFlag } from "../lib/cli/mod.ts";
import { commandGoal } from "../lib/proof/goal/read_goals.ts";
import { scriptSteps } from "../lib/proof/goal/script_steps.ts";
import { openLedger } from "../lib/proof/ledger/open_ledger.ts";
import { minimizeCached } from "../lib/proof/minimize/minimize_cached.ts";
import { minimizeScript } from "../lib/proof/minimize/minimize_script.ts";
import { proofText } from "../lib/proof/strategies/script.ts";
import { namingFile } from "../lib/substrate/records/file_error.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { commandLean } from "./_lean.ts";
import { leanFlags } from "./_lean_flags.ts";
import { ledgerFlag } from "./_proof_ledger.ts";

const command = {
  name: "proof-minimize",
  summary: "makes proofs shorter, checked at every step: one that is given, or all of the ledger.",
  flags: z.object({
    ...ledgerFlag,
    proof: textFlag({ doc: "the script to shorten: by …", value: "term" }),
    "proof-file": pathFlag({ doc: "a file that holds it" }),
    "check-seconds": floatFlag({ doc: "limit of one check", min: 0.1, default: 30 }),
    ...leanFlags,
  }),
  positional: { name: "goal", doc: "the statement that the script proves", max: 1 },
  examples: ['deno task proof-minimize "∀ n : Nat, n + 0 = n" --proof "by intros; simp"'],
};

await runMain(command, async ({ options, positional: [statement], signal, terminal }) => {
  const { proof, "proof-file": file } = options;
  const limits = { deadlineMs: 1000 * options["check-seconds"] };
  const given = file === undefined ? proof : await namingFile(file, () => Deno.readTextFile(file));
  if ((statement === undefined) !== (given === undefined)) {
    throw new UserError("a goal and --proof or --proof-file belong together");
  }
  const tactics = given === undefined ? [] : scriptSteps(given.trim());
  if (tactics === undefined) throw new UserError("expected a script that begins with by");
  await using ledger = await openLedger(options.ledger);
  await using lean = await commandLean(options, terminal.note, { signal });
  if (statement !== undefined) {
    const goal = { statement: commandGoal(statement).statement };
    const done = await minimizeScript({ lean, goal, tactics, limits, signal });
    terminal.print(proofText(done.tactics));
    terminal.note(`${done.before} to ${done.after} characters, ${done.checks} checks`);
    return;
  }
  for await (const { name, before, after } of minimizeCached({ ledger, lean, limits, signal })) {
    terminal.print(`${name}: ${before} to ${after} characters`);
  }
});
