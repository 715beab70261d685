/** A place in a LaTeX file: character offsets of a piece of text. */
export interface TexSpan {
  readonly from: number;
  readonly to: number;
}

/** One environment of a blueprint: a definition, a statement, or a proof. */
export interface BlueprintNode {
  readonly file: string;
  /** 1-based line of its `\begin`. */
  readonly line: number;
  /** `theorem`, `definition`, `proof` and whatever the project calls its own. */
  readonly environment: string;
  readonly label?: string;
  /** Declarations that `\lean{…}` names. */
  readonly lean: readonly string[];
  /** Labels that `\uses{…}` names. */
  readonly uses: readonly string[];
  /** For a proof: the label it proves by `\proves{…}`, or that of the statement before it. */
  readonly proves?: string;
  readonly leanOk: boolean;
  readonly mathlibOk: boolean;
  readonly notReady: boolean;
  /** Every `\leanok` in it. */
  readonly marks: readonly TexSpan[];
  /** Where a mark would go: behind `\lean{…}`, or behind the `\begin` of a proof. */
  readonly markAt: number;
}

const COMMAND =
  /\\(begin|end|label|lean|uses|proves|leanok|mathlibok|notready)(?![a-zA-Z])\s*(?:\[[^\]]*\])?(?:\{([^{}]*)\})?/g;
const PROOF = "proof";

/** Environments whose content is no LaTeX, or that hold others without being one of them. */
const VERBATIM = /\\begin\{(verbatim\*?|lstlisting|minted|comment)\}[\s\S]*?\\end\{\1\}/g;

interface Draft {
  readonly environment: string;
  readonly from: number;
  readonly bodyAt: number;
  label?: string;
  readonly lean: string[];
  readonly uses: string[];
  proves?: string;
  leanAt?: number;
  readonly marks: TexSpan[];
  mathlibOk: boolean;
  notReady: boolean;
}

/**
 * Reads the nodes of one LaTeX file of a blueprint, in order: the environments with a `\lean`, a `\leanok`, a
 * `\uses` or a `\notready` of their own, and the proofs of those.
 *
 * Comments and verbatim text count for nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readBlueprint } from "./read_blueprint.ts";
 * const tex = "\\begin{lemma}\\label{l}\\lean{A.b}\\leanok x\\end{lemma}\\begin{proof}y\\end{proof}";
 * const [lemma, proof] = readBlueprint("a.tex", tex);
 * assertEquals([lemma?.lean, lemma?.leanOk, proof?.proves, proof?.leanOk], [["A.b"], true, "l", false]);
 * ```
 */
export function readBlueprint(file: string, text: string): BlueprintNode[] {
  const code = blanked(text);
  const open: Draft[] = [];
  const nodes: BlueprintNode[] = [];
  let last: BlueprintNode | undefined;
  for (const match of code.matchAll(COMMAND)) {
    const [whole, command, argument = ""] = match;
    const top = open.at(-1);
    const words = argument.split(",").map((word) => word.trim()).filter((word) => word !== "");
    switch (command) {
      case "begin":
        open.push(draft(argument.trim(), match.index, match.index + whole.trimEnd().length));
        break;
      case "end": {
        const at = open.findLastIndex(({ environment }) => environment === argument.trim());
        if (at < 0) break;
        const [closed] = open.splice(at);
        const node = nodeOf(file, text, closed!, last);
        if (node === undefined) break;
        nodes.push(node);
        if (node.environment !== PROOF) last = node;
        break;
      }
      case "label":
        if (top !== undefined) top.label ??= argument.trim();
        break;
      case "lean":
        top?.lean.push(...words);
        if (top !== undefined) top.leanAt = match.index + whole.trimEnd().length;
        break;
      case "uses":
        top?.uses.push(...words);
        break;
      case "proves":
        if (top !== undefined) top.proves = argument.trim();
        break;
      case "leanok":
        top?.marks.push({ from: match.index, to: match.index + "\\leanok".length });
        break;
      case "mathlibok":
        if (top !== undefined) top.mathlibOk = true;
        break;
      case "notready":
        if (top !== undefined) top.notReady = true;
    }
  }
  return nodes.sort((a, b) => a.line - b.line);
}

/** The text with comments and verbatim blanked out, every character at its place. */
function blanked(text: string): string {
  const blank = (piece: string) => piece.replace(/[^\n]/g, " ");
  return text.replace(VERBATIM, blank).replace(/(?<!\\)(?:\\\\)*%.*$/gm, blank);
}

function draft(environment: string, from: number, bodyAt: number): Draft {
  return {
    ...{ environment, from, bodyAt, lean: [], uses: [], marks: [] },
    ...{ mathlibOk: false, notReady: false },
  };
}

function nodeOf(
  file: string,
  text: string,
  from: Draft,
  before: BlueprintNode | undefined,
): BlueprintNode | undefined {
  const { environment, label, lean, uses, marks, mathlibOk, notReady } = from;
  const isProof = environment === PROOF;
  const proves = isProof ? from.proves ?? before?.label : undefined;
  const speaks = lean.length + uses.length + marks.length > 0 || mathlibOk || notReady;
  if (!(speaks || (isProof && proves !== undefined))) return undefined;
  return {
    ...{ file, line: text.slice(0, from.from).split("\n").length, environment },
    ...(label === undefined ? {} : { label }),
    ...{ lean, uses },
    ...(proves === undefined ? {} : { proves }),
    ...{ leanOk: marks.length > 0, mathlibOk, notReady, marks },
    markAt: from.leanAt ?? from.bodyAt,
  };
}
