import { assertEquals } from "@std/assert";
import { DISPLAY, showPng, showSvg, showTable, showText } from "../../lib/plot/mod.ts";

Deno.test("each display answers under the key that the Deno kernel asks for", () => {
  assertEquals(DISPLAY, Symbol.for("Jupyter.display"));
  assertEquals(showSvg("<svg/>")[DISPLAY](), { "image/svg+xml": "<svg/>" });
  assertEquals(showText(["a", "b"])[DISPLAY](), { "text/plain": "a\nb" });
  assertEquals(showPng(new Uint8Array([104, 105]))[DISPLAY](), { "image/png": "aGk=" });
});

Deno.test("a table goes out as HTML with markup made harmless, and as plain text", () => {
  const shown = showTable(["family", "solved"], [["<tiling>", 12]])[DISPLAY]();
  assertEquals(shown["text/plain"], "family\tsolved\n<tiling>\t12");
  assertEquals(shown["text/html"]!.includes('<td style="text-align:right">12</td>'), true);
  assertEquals(shown["text/html"]!.includes("&lt;tiling&gt;"), true);
});
