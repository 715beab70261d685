import { type FactKind, factKind, plainFact, sameSize } from "./fact_kind.ts";

type Size = { readonly width: number; readonly height: number };
type Factors = { readonly x: number; readonly y: number };

/** How the output's size follows from the input's. */
export const sizeFacts: readonly FactKind[] = [
  plainFact("size.same", "The output is as large as the input.", sameSize),
  factKind<Size>({
    name: "size.constant",
    doc: "The output is width × height.",
    propose: (pairs) => pairs.map(({ output }) => ({ width: output.width, height: output.height })),
    holds: ({ width, height }, { output }) => output.width === width && output.height === height,
  }),
  plainFact(
    "size.transposed",
    "The output is as wide as the input is high and as high as it is wide; the input is not square.",
    ({ input, output }) =>
      input.width !== input.height && output.width === input.height &&
      output.height === input.width,
  ),
  factKind<Factors>({
    name: "size.multiple",
    doc: "The output is x times as wide and y times as high as the input; not both are 1.",
    propose: (pairs) =>
      pairs.map(({ input, output }) => ({
        x: output.width / input.width,
        y: output.height / input.height,
      })).filter(isFactor),
    holds: ({ x, y }, { input, output }) =>
      output.width === x * input.width && output.height === y * input.height,
  }),
  factKind<Factors>({
    name: "size.divisor",
    doc: "The input is x times as wide and y times as high as the output; not both are 1.",
    propose: (pairs) =>
      pairs.map(({ input, output }) => ({
        x: input.width / output.width,
        y: input.height / output.height,
      })).filter(isFactor),
    holds: ({ x, y }, { input, output }) =>
      input.width === x * output.width && input.height === y * output.height,
  }),
  factKind<Size>({
    name: "size.offset",
    doc:
      "The output is wider by `width` and higher by `height` than the input (either may be below 0).",
    propose: (pairs) =>
      pairs.map(({ input, output }) => ({
        width: output.width - input.width,
        height: output.height - input.height,
      })).filter((by) => by.width !== 0 || by.height !== 0),
    holds: ({ width, height }, { input, output }) =>
      output.width - input.width === width && output.height - input.height === height,
  }),
  plainFact(
    "size.squared",
    "The output's sides are the squares of the input's, as when each cell becomes a copy of the grid.",
    ({ input, output }) =>
      input.width * input.height > 1 && output.width === input.width ** 2 &&
      output.height === input.height ** 2,
  ),
  plainFact(
    "size.smaller",
    "The output has fewer cells than the input and no side is longer.",
    ({ input, output }) =>
      output.width <= input.width && output.height <= input.height && !sameSize({ input, output }),
  ),
];

function isFactor({ x, y }: Factors): boolean {
  return Number.isInteger(x) && Number.isInteger(y) && x * y > 1;
}
