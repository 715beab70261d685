/**
 * A stand-in for leanprover-community/repl that speaks its protocol and knows a few texts; no prover.
 *
 * A file that it is asked to read has its answer beside it, in `<file>.json`, or gets two made-up sorries; what it
 * prints of declarations is in `prints.json`.
 * `liar` claims what nobody asked, `slow` never answers, `dying` ends in the middle, `noise` is no JSON.
 */
const mode = Deno.args[0] ?? "good";
const encoder = new TextEncoder();
let texts = 0;

function messages(text: string): unknown[] {
  const name = /#print axioms (\S+)/.exec(text)?.[1];
  const error = (data: string) => [{ severity: "error", data, pos: { line: 1, column: 0 } }];
  const info = (data: string) => [{ severity: "info", data, pos: { line: 1, column: 0 } }];
  // The only type that it knows to be no proposition.
  if (/^#check \(\((∀ [^,]*, )?Nat\) : Prop\)/.test(text)) return error("type mismatch\n  Nat");
  if (name === undefined) return [];
  if (mode === "liar") return info("'another_goal' does not depend on any axioms");
  if (mode === "axiom") return info(`'${name}' depends on axioms: [propext, cheat]`);
  if (text.includes("slow down")) return error("(deterministic) timeout at `whnf`");
  if (text.includes("nonsense")) return error("unknown tactic");
  if (text.includes("exact rfl")) return info(`'${name}' depends on axioms: [propext]`);
  return error("unsolved goals\ncase a\n⊢ 1 = 1\n\ncase b\n⊢ 2 = 2");
}

let buffer = "";
for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  buffer += chunk;
  for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
    const request = JSON.parse(buffer.slice(0, end)) as { cmd?: string; path?: string };
    buffer = buffer.slice(end + 2);
    const first = texts++ === 0;
    if (!first && mode === "dying") Deno.exit(9);
    if (!first && mode === "slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
    const sorries = request.path === undefined ? [] : [
      { pos: { line: 3, column: 2 }, goal: "n : Nat\nh : 0 < n ∧\n  True\n⊢ n ≠ 0", endPos: null },
      { pos: { line: 9, column: 4 }, goal: "case x\nα : Type\ninst✝ : Inhabited α\n⊢ True" },
    ];
    const prints = request.cmd?.startsWith("#print axioms") ? "prints" : undefined;
    const canned = await Deno.readTextFile(`${request.path ?? prints}.json`)
      .then(JSON.parse, () => undefined);
    const reply = { env: texts, messages: messages(request.cmd ?? ""), sorries, ...canned };
    const text = !first && mode === "noise" ? "hello" : JSON.stringify(reply);
    await Deno.stdout.write(encoder.encode(`${text}\n\n`));
  }
}
