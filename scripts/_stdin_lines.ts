/** Lines of the standard input as they come, until it ends or the signal stops them. */
export async function* stdinLines(signal: AbortSignal): AsyncGenerator<string, void, void> {
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  let rest = "";
  const reader = lines.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const parts = (rest + value).split("\n");
      rest = parts.pop()!;
      yield* parts;
    }
    if (rest !== "") yield rest;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
