/** Text made safe for SVG content and attributes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- XML 1.0 §2.2 forbids these even as escapes
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** One SVG element; numbers are rounded to two decimals, `undefined` attributes are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = "",
): string {
  const parts: string[] = [name];
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    const text = typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
    parts.push(`${key}="${escapeXml(text)}"`);
  }
  return content === "" ? `<${parts.join(" ")}/>` : `<${parts.join(" ")}>${content}</${name}>`;
}

/** A whole SVG document on white, with `title` for readers who listen. */
export function svgDocument(width: number, height: number, body: string, title?: string): string {
  const name = title === undefined ? "" : element("title", {}, escapeXml(title));
  const sheet = element("rect", { width, height, fill: "#ffffff" });
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${Math.round(width * 100) / 100} ${Math.round(height * 100) / 100}`,
    },
    name + sheet + body,
  );
}
