import { inTempFolder } from "../substrate/_temp_folder.ts";

/**
 * A `lean` in shell, no prover: `rfl` proves what does not say `hard`, `slow` takes a second, `nonsense` does not
 * elaborate. Each text is two lines of the log: `begin` with its heartbeats, and `end`.
 */
const STAND_IN = String.raw`#!/bin/sh
log="$(dirname "$0")/log"
case "$*" in *--version*) echo "Lean (version 4.24.0, x86_64, commit 797c613eb9b6, Release)"; exit;; esac
for file; do :; done
echo "begin $(sed -n 's/^set_option maxHeartbeats \([0-9]*\).*/\1/p' "$file" | tail -1)" >> "$log"
if grep -q slow "$file"; then sleep 1; fi
echo end >> "$log"
say() { printf '{"severity":"%s","data":"%s","pos":null}\n' "$1" "$2"; }
if grep -q nonsense "$file"; then say error "unknown identifier 'nonsense'"; exit 1; fi
if grep -q rfl "$file" && ! grep -q hard "$file"; then
  say information "'$(sed -n 's/^#print axioms //p' "$file")' does not depend on any axioms"
else
  say error 'unsolved goals\n⊢ open'
  exit 1
fi
`;

/** What a test of commands works with. */
export interface StandIn {
  readonly folder: string;
  /** The environment in which `--lean file` finds the stand-in. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines of the log so far, which is emptied. */
  readonly log: () => Promise<string[]>;
}

/** Runs `work` with a folder and the stand-in. */
export async function withStandIn(work: (parts: StandIn) => Promise<void>): Promise<void> {
  await inTempFolder(async (folder) => {
    const bin = `${folder}/bin`;
    await Deno.mkdir(bin);
    await Deno.writeTextFile(`${bin}/lean`, STAND_IN, { mode: 0o755 });
    await Deno.writeTextFile(`${bin}/log`, "");
    const log = async () => {
      const lines = (await Deno.readTextFile(`${bin}/log`)).split("\n").slice(0, -1);
      await Deno.writeTextFile(`${bin}/log`, "");
      return lines;
    };
    const env = {
      PATH: `${bin}:/usr/bin:/bin`,
      BATON_CACHE_DIR: `${folder}/cache`,
      ORCH_LEAN: "file",
    };
    await work({ folder, env, log });
  });
}
