/** A local hypothesis or variable as Lean prints it. */
export interface Hypothesis {
  /** May end in `✝` where a script cannot name it. */
  readonly name: string;
  readonly type: string;
  /** Of a `let`. */
  readonly value?: string;
}

/** One open goal, taken apart. */
export interface PrintedGoal {
  readonly case?: string;
  readonly hypotheses: readonly Hypothesis[];
  readonly target: string;
}

/**
 * Takes apart a goal as Lean prints it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseGoal } from "./printed_goal.ts";
 * const goal = parseGoal("case zero\nn m : Nat\nh : n ≤ m\n⊢ n = m");
 * assertEquals(goal.target, "n = m");
 * assertEquals(goal.hypotheses.map((h) => h.name), ["n", "m", "h"]);
 * ```
 */
export function parseGoal(text: string): PrintedGoal {
  const hypotheses: Hypothesis[] = [];
  let name: string | undefined;
  let target = "";
  for (const block of blocks(text)) {
    if (block.startsWith("case ")) name = block.slice(5).trim();
    else if (block.startsWith("⊢")) target = block.slice(1).trim();
    else hypotheses.push(...parseBlock(block));
  }
  return { ...(name === undefined ? {} : { case: name }), hypotheses, target };
}

/** Lines with those that continue them, which Lean indents. */
function blocks(text: string): string[] {
  const found: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\s/.test(line) && found.length > 0) found[found.length - 1] += ` ${line.trim()}`;
    else if (line !== "") found.push(line);
  }
  return found;
}

function parseBlock(block: string): Hypothesis[] {
  const colon = block.indexOf(" : ");
  if (colon < 0) return [];
  const [type = "", value] = splitOnce(block.slice(colon + 3), " := ");
  return block.slice(0, colon).split(" ").filter((name) => name !== "")
    .map((name) => ({ name, type, ...(value === undefined ? {} : { value }) }));
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}

/** Names that no script can write get one that it can; every mention follows. */
export function nameable(goal: PrintedGoal): PrintedGoal {
  const taken = new Set(goal.hypotheses.map((h) => h.name));
  const renamed = new Map<string, string>();
  for (const { name } of goal.hypotheses) {
    if (!name.includes("✝")) continue;
    const fresh = freshName(name, taken, goal.hypotheses.find((h) => h.name === name)!.type);
    taken.add(fresh);
    renamed.set(name, fresh);
  }
  if (renamed.size === 0) return goal;
  const mentions = (text: string) =>
    text.replace(/[^\s()[\]{}⟨⟩,:]+✝[⁰¹²³⁴⁵⁶⁷⁸⁹]*/gu, (name) => renamed.get(name) ?? name);
  return {
    ...goal,
    hypotheses: goal.hypotheses.map((h) => ({
      ...h,
      name: renamed.get(h.name) ?? h.name,
      type: mentions(h.type),
    })),
    target: mentions(goal.target),
  };
}

const KEYWORDS = new Set(
  "fun let in if then else match with do by at from show have end this forall exists".split(" "),
);

/** What stands between terms of a proposition or makes one; no type of data has it. */
const PROPOSITION = /[=≠≤<≥>∧∨¬↔∣∈∉∃∀⊆~]|\b(True|False)\b|\.(Perm|Sublist|Pairwise|Nodup|Prime)\b/u;

/** True for the type of a hypothesis that states something, as opposed to data, types and instances. */
export function isFact(type: string): boolean {
  return PROPOSITION.test(type);
}

/** A name like the printed one that a script can write and that is not taken. */
export function freshName(printed: string, taken: ReadonlySet<string>, type: string): string {
  const bare = printed.replace(/✝.*$/u, "");
  const good = /^[\p{L}_][\p{L}\p{N}_']*$/u.test(bare) && !KEYWORDS.has(bare) && bare !== "_";
  // Lean calls an unnamed hypothesis a; h says better what it is.
  const base = good && !(bare === "a" && isFact(type)) ? bare : "h";
  if (!taken.has(base)) return base;
  for (let n = 1;; n++) if (!taken.has(`${base}${n}`)) return `${base}${n}`;
}

/**
 * The goal as one closed statement.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { closeGoal, parseGoal } from "./printed_goal.ts";
 * assertEquals(closeGoal(parseGoal("n m : Nat\nh : n ≤ m\n⊢ n = m")), "∀ (n m : Nat) (h : n ≤ m), n = m");
 * ```
 */
export function closeGoal(goal: PrintedGoal): string {
  const { hypotheses, target } = nameable(goal);
  if (hypotheses.length === 0) return target;
  const groups: { names: string[]; type: string }[] = [];
  for (const { name, type } of hypotheses) {
    const last = groups.at(-1);
    if (last?.type === type && !isInstance(name)) last.names.push(name);
    else groups.push({ names: [name], type });
  }
  const binder = ({ names, type }: { names: string[]; type: string }) =>
    isInstance(names[0]!) ? `[${names[0]} : ${type}]` : `(${names.join(" ")} : ${type})`;
  return `∀ ${groups.map(binder).join(" ")}, ${target}`;
}

function isInstance(name: string): boolean {
  return /^inst\d*$/.test(name);
}

/** True where a word stands by itself in a Lean text. */
export function mentions(text: string, name: string): boolean {
  return words(text).includes(name);
}

/** The identifiers of a Lean text in order, dotted ones whole. */
export function words(text: string): string[] {
  return text.match(/[\p{L}_][\p{L}\p{N}_'!?✝₀-₉]*(?:\.[\p{L}_][\p{L}\p{N}_'!?]*)*/gu) ?? [];
}
