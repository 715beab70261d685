/**
 * Yields the results of work under way as they come; when one fails, `stop` is called, the rest is waited for,
 * and the failure is thrown.
 */
export async function* sideBySide<T>(
  work: readonly Promise<T>[],
  stop: (reason: unknown) => void,
): AsyncGenerator<T, void, void> {
  const pending = new Map(
    work.map((one, at) => [
      at,
      one.then(
        (value) => ({ at, value }),
        (error: unknown) => ({ at, error }),
      ),
    ]),
  );
  let failure: { readonly error: unknown } | undefined;
  while (pending.size > 0) {
    const next = await Promise.race(pending.values());
    pending.delete(next.at);
    if ("value" in next) {
      if (failure === undefined) yield next.value;
    } else {
      failure ??= { error: next.error };
      stop(next.error);
    }
  }
  if (failure !== undefined) throw failure.error;
}
