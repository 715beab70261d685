/** Bytes as text, or why they are none. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly charset: string }
  | { readonly ok: false; readonly reasonCode: string; readonly detail: string };

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** Share of control characters from which on bytes are no text. */
const MOST_CONTROLS = 0.02;

/**
 * Decodes UTF-8; UTF-16 with a byte order mark; else Latin-1 (as windows-1252), unless it is no text at all.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeText } from "./decode_text.ts";
 * assertEquals(decodeText(new TextEncoder().encode("é")), { ok: true, text: "é", charset: "utf-8" });
 * assertEquals(decodeText(Uint8Array.of(0xe9)), { ok: true, text: "é", charset: "windows-1252" });
 * assertEquals(decodeText(Uint8Array.of(0, 1, 2, 3)).ok, false);
 * ```
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const utf16 = utf16Mark(bytes);
  if (utf16 !== undefined) return decodeAs(utf16, bytes);
  try {
    const text = UTF_8.decode(bytes);
    return controlsOf(text) > MOST_CONTROLS ? noText(text) : { ok: true, text, charset: "utf-8" };
  } catch {
    return decodeAs("windows-1252", bytes);
  }
}

/** The encoding that a byte order mark of UTF-16 tells. */
export function utf16Mark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function decodeAs(charset: string, bytes: Uint8Array): Decoded {
  const text = new TextDecoder(charset).decode(bytes);
  return controlsOf(text) > MOST_CONTROLS ? noText(text) : { ok: true, text, charset };
}

function noText(text: string): Decoded {
  const percent = Math.round(100 * controlsOf(text));
  return {
    ok: false,
    reasonCode: "binary",
    detail: `${percent} % of the characters are control characters, at most 2 % expected of a text`,
  };
}

/** Share of characters that no text holds; U+FFFD stands for what could not be decoded. */
function controlsOf(text: string): number {
  if (text.length === 0) return 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || code === 0xfffd) {
      count++;
    } else if (code >= 0x7f && code < 0xa0) count++;
  }
  return count / text.length;
}

/** Bytes that are no text, for people to see. */
export function hexOf(bytes: Uint8Array, most = 32): string {
  const shown = [...bytes.subarray(0, most)].map((byte) => byte.toString(16).padStart(2, "0"));
  return shown.join(" ") + (bytes.length > most ? " …" : "");
}
