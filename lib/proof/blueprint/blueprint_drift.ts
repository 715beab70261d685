import type { BlueprintNode, TexSpan } from "./read_blueprint.ts";
import type { Declarations } from "./project_declarations.ts";
import { ALLOWED_AXIOMS } from "../lean/native/lean_message.ts";

/** One way in which blueprint and Lean have come apart. */
export interface Drift {
  readonly kind:
    | "missing_declaration"
    | "foreign_axiom"
    | "stale_leanok"
    | "unmarked"
    | "unknown_label"
    | "double_label"
    | "stale_lean_decls";
  /** `file:line`. */
  readonly place: string;
  readonly says: string;
}

/** What should be changed in a LaTeX file: marks to take out, places to put one. */
export interface MarkEdits {
  readonly remove: readonly TexSpan[];
  readonly insertAt: readonly number[];
}

/** What came of comparing. */
export interface BlueprintReport {
  readonly drift: readonly Drift[];
  /** By file. */
  readonly edits: ReadonlyMap<string, MarkEdits>;
  /** What `lean_decls` should hold, in the order of the blueprint. */
  readonly leanDecls: readonly string[];
  readonly counts: {
    readonly statements: number;
    readonly stated: number;
    readonly proofs: number;
    readonly proved: number;
    readonly notReady: number;
  };
}

/**
 * Compares the nodes of a blueprint with the declarations of its Lean project.
 *
 * A statement deserves `\leanok` when all that its `\lean` names is declared; a definition when that holds no
 * `sorry` either. A proof deserves it when the statement's declarations are without `sorry` of their own and stand
 * on no axiom of somebody's. Nodes under
 * `\mathlibok` live in the library and are not judged.
 */
export function compareBlueprint(
  nodes: readonly BlueprintNode[],
  { declarations, by }: { readonly declarations: Declarations; readonly by: "lean" | "text" },
  leanDecls?: { readonly place: string; readonly names: readonly string[] },
): BlueprintReport {
  const drift: Drift[] = [];
  const edits = new Map<string, { remove: TexSpan[]; insertAt: number[] }>();
  const labels = new Map<string, BlueprintNode>();
  for (const node of nodes) {
    if (node.label === undefined) continue;
    const before = labels.get(node.label);
    if (before === undefined) labels.set(node.label, node);
    else {
      const says = `label ${node.label} is that of ${placeOf(before)} too`;
      drift.push({ kind: "double_label", place: placeOf(node), says });
    }
  }
  const counts = { statements: 0, stated: 0, proofs: 0, proved: 0, notReady: 0 };
  for (const node of nodes) {
    for (const label of node.uses) {
      if (labels.has(label)) continue;
      const says = `\\uses names ${label}, which no node has`;
      drift.push({ kind: "unknown_label", place: placeOf(node), says });
    }
    const isProof = node.environment === "proof";
    const subject = isProof && node.lean.length === 0 ? labels.get(node.proves ?? "") : node;
    if (node.notReady) counts.notReady++;
    if (!isProof) {
      for (const name of node.mathlibOk ? [] : node.lean) {
        const state = declarations.get(name);
        for (const axiom of foreign(state?.axioms)) {
          const says = `${name} stands on the axiom ${axiom}`;
          drift.push({ kind: "foreign_axiom", place: placeOf(node), says });
        }
        if (state !== undefined) continue;
        const says = by === "lean"
          ? `Lean does not know ${name}: it is not declared, or in no module that is imported`
          : `${name} is not declared in the project`;
        drift.push({ kind: "missing_declaration", place: placeOf(node), says });
      }
    }
    const judged = subject !== undefined && !subject.mathlibOk && !node.mathlibOk;
    const deserved = judged ? deserves(node, subject, declarations) : node.leanOk;
    counts[isProof ? "proofs" : "statements"]++;
    if (deserved || subject?.mathlibOk) counts[isProof ? "proved" : "stated"]++;
    if (deserved === node.leanOk) continue;
    const edit = edits.get(node.file) ?? { remove: [], insertAt: [] };
    edits.set(node.file, edit);
    const what = node.label ?? (isProof ? `the proof of ${node.proves}` : node.lean.join(", "));
    if (deserved) {
      edit.insertAt.push(node.markAt);
      const says = `${what} is done in Lean but carries no \\leanok`;
      drift.push({ kind: "unmarked", place: placeOf(node), says });
    } else {
      edit.remove.push(...node.marks);
      const says = `${what} carries \\leanok but is not done in Lean`;
      drift.push({ kind: "stale_leanok", place: placeOf(node), says });
    }
  }
  const names = [...new Set(nodes.flatMap(({ lean }) => lean))];
  if (leanDecls !== undefined) drift.push(...declsDrift(names, leanDecls));
  return { drift, edits, leanDecls: names, counts };
}

function deserves(
  node: BlueprintNode,
  subject: BlueprintNode,
  declarations: Declarations,
): boolean {
  if (subject.lean.length === 0) return false;
  const states = subject.lean.map((name) => declarations.get(name));
  if (states.includes(undefined)) return false;
  const whole = states.every((state) => !state!.sorry);
  if (node.environment === "proof") {
    return whole && states.every((state) => foreign(state!.axioms).length === 0);
  }
  // A theorem is stated as soon as it is declared; a definition with a hole defines nothing.
  const stated = states.every((state) => ["theorem", "lemma"].includes(state!.keyword));
  return whole || stated;
}

/** Axioms that are neither Lean's own nor what a `sorry` leaves. */
function foreign(axioms: readonly string[] = []): readonly string[] {
  return axioms.filter((axiom) => axiom !== "sorryAx" && !ALLOWED_AXIOMS.has(axiom));
}

function declsDrift(
  names: readonly string[],
  { place, names: listed }: { readonly place: string; readonly names: readonly string[] },
): Drift[] {
  const says = [
    ...names.filter((name) => !listed.includes(name)).map((name) => `does not list ${name}`),
    ...listed.filter((name) => !names.includes(name))
      .map((name) => `lists ${name}, which the blueprint does not name`),
  ];
  return says.map((one) => ({ kind: "stale_lean_decls", place, says: one }));
}

function placeOf({ file, line }: BlueprintNode): string {
  return `${file}:${line}`;
}

/**
 * The text with its marks brought up to date, and nothing else changed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { applyMarks } from "./blueprint_drift.ts";
 * const text = "\\begin{lemma}\n  \\lean{a}\n  x\n\\end{lemma}\n";
 * const at = text.indexOf("}", text.indexOf("lean{a")) + 1;
 * const marked = applyMarks(text, { remove: [], insertAt: [at] });
 * assertEquals(marked, "\\begin{lemma}\n  \\lean{a}\n  \\leanok\n  x\n\\end{lemma}\n");
 * const from = marked.indexOf("\\leanok");
 * assertEquals(applyMarks(marked, { remove: [{ from, to: from + 7 }], insertAt: [] }), text);
 * ```
 */
export function applyMarks(text: string, { remove, insertAt }: MarkEdits): string {
  const changes = [
    ...remove.map(({ from, to }) => withLine(text, from, to)),
    ...insertAt.map((at) => ({ from: at, to: at, put: markFor(text, at) })),
  ].sort((a, b) => b.from - a.from);
  let changed = text;
  for (const { from, to, put } of changes) {
    changed = changed.slice(0, from) + put + changed.slice(to);
  }
  return changed;
}

/** A mark that has its line for itself takes the line with it. */
function withLine(text: string, from: number, to: number) {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", to);
  const end = next < 0 ? text.length : next + 1;
  const alone = (text.slice(start, from) + text.slice(to, end)).trim() === "";
  return alone ? { from: start, to: end, put: "" } : { from, to, put: "" };
}

/** On a line of its own below, indented alike, where the rest of the line is empty. */
function markFor(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const next = text.indexOf("\n", at);
  const rest = text.slice(at, next < 0 ? text.length : next);
  const indent = /^[ \t]*/.exec(text.slice(start, at))![0];
  if (rest.trim() !== "") return "\\leanok{}";
  return `\n${indent}\\leanok`;
}
