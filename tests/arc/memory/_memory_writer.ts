/**
 * A process that remembers random episodes:
 * `deno run -A _memory_writer.ts <folder> <writer> <episodes> <batch>`; after each batch it prints how many
 * it has written.
 */
import { openMemory } from "../../../lib/arc/memory/open_memory.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { randomTrace } from "./_traces.ts";

/** The episodes a writer writes: the same ones each time. */
export function tracesOf(writer: string, episodes: number) {
  const prng = createPrng(writer);
  return Array.from({ length: episodes }, (_, i) => randomTrace(prng, `${writer}-${i}`));
}

if (import.meta.main) {
  const [folder = "", writer = "", episodes = "0", batch = "1"] = Deno.args;
  const traces = tracesOf(writer, Number(episodes));
  await using memory = await openMemory(folder);
  for (let at = 0; at < traces.length; at += Number(batch)) {
    await memory.record("default", traces.slice(at, at + Number(batch)));
    Deno.stdout.writeSync(new TextEncoder().encode(`${at + Number(batch)}\n`));
  }
}
