import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { barChart, lineChart, renderChart, renderPng } from "../../lib/plot/mod.ts";

const BARS = [{ label: "tiling", value: 12, total: 15 }, { label: "gravity", value: 0, total: 4 }];
const TITLES = { title: "Solved by family", xTitle: "tasks" };

Deno.test("a bar chart holds its title, its labels in order and its figures", async () => {
  const svg = await barChart(BARS, TITLES);
  for (const text of ["Solved by family", "12 / 15", "0 / 4"]) assertStringIncludes(svg, text);
  assert(svg.indexOf(">tiling<") < svg.indexOf(">gravity<"));
});

Deno.test("a line chart with two series has a legend, with one it has none", async () => {
  const titles = { title: "Solved", xTitle: "iteration", yTitle: "tasks" };
  const points = [{ x: 0, y: 3, series: "teacher" }, { x: 1, y: 5, series: "edit" }];
  assertStringIncludes(await lineChart(points, titles), "legend");
  assert(!(await lineChart([{ x: 0, y: 3 }, { x: 1, y: 5 }], titles)).includes("legend"));
});

Deno.test("charts of nothing are drawn, not refused", async () => {
  const titles = { title: "Nothing", xTitle: "x", yTitle: "y" };
  assertStringIncludes(await barChart([], titles), "Nothing");
  assertStringIncludes(await lineChart([], { ...titles, labelled: true }), "Nothing");
});

Deno.test("names with markup stay text", async () => {
  const svg = await barChart([{ label: "<b>&", value: 1 }], TITLES);
  assertStringIncludes(svg, "&lt;b&gt;&amp;");
});

Deno.test("the same data gives the same bytes, whatever was drawn before", async () => {
  const first = await barChart(BARS, TITLES);
  await lineChart([{ x: 0, y: 1 }], { title: "t", xTitle: "x", yTitle: "y", stepped: true });
  assertEquals(await barChart(BARS, TITLES), first);
});

Deno.test("a specification that makes no sense is refused", async () => {
  let message = "";
  await renderChart({
    mark: "bar",
    data: { name: "x" },
    transform: [{ filter: "(" }],
    encoding: {},
  })
    .catch((error: Error) => message = error.message);
  assert(message !== "");
});

Deno.test("a PNG has the SVG's size times the scale", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><text y="9">a</text></svg>';
  const png = await renderPng(svg, { scale: 3 });
  const view = new DataView(png.buffer, png.byteOffset);
  assertEquals([view.getUint32(0), view.getUint32(16), view.getUint32(20)], [0x89504e47, 90, 60]);
});
