import { ModelFailure } from "./model_failure.ts";

/** Statuses whose responses have no body. */
const BODILESS: readonly number[] = [101, 204, 205, 304];

/**
 * A `fetch` that reads the whole answer, of at most `maxBytes`, before it resolves, so that the signal covers
 * the body too; redirects are not followed, because they would carry the key elsewhere.
 *
 * @throws {ModelFailure} of kind `too_large`; the rest of the answer is not read.
 */
export function boundedFetch(maxBytes: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "manual" });
    if (BODILESS.includes(response.status) || response.body === null) return response;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.length;
      if (bytes > maxBytes) {
        await reader.cancel();
        const message = `the answer is longer than ${maxBytes} bytes`;
        throw new ModelFailure(message, { kind: "too_large", maybeCharged: true });
      }
      chunks.push(next.value);
    }
    const headers = new Headers(response.headers);
    // They speak of the bytes on the wire, which are decoded by now.
    headers.delete("content-encoding");
    headers.delete("content-length");
    const { status, statusText } = response;
    return new Response(new Blob(chunks), { status, statusText, headers });
  };
}
