import { isOfRoot, type Root } from "../evidence/lexicon.ts";
import type { Policies } from "../policies/policy_schema.ts";
import { nounPhrases } from "../text/noun_phrase.ts";
import { normalizeLabel, singular, singularLabel } from "../text/words.ts";
import { DividedLabels } from "./divided_labels.ts";
import type { StatementRow } from "./statement_record.ts";

/** Reads the statements of the corpus that are wanted by their 0-based place, from the beginning each time. */
export type Statements = (wants?: (at: number) => boolean) => AsyncIterable<StatementRow>;

/** Most statements kept that define one label; more say little that is new. */
const KEPT_PER_LABEL = 8;
/** `The discipline that …` is one; `diligent study` is none. */
const SPECIFIES = new Set("that which dealing concerned concerning devoted based".split(" "));
/** What is defined in another section than its genus is more often another meaning. */
const ELSEWHERE = 0.25;

/** A statement with how surely it defines a member of the tree: 0 … 1. */
export interface Anchored {
  readonly statement: StatementRow;
  readonly strength: number;
  /** It is one because several things are its branches, whatever its own definition says. */
  readonly divided?: true;
  /** C-value of a term that no text defines, only names. */
  readonly termhood?: number;
}

/** What {@linkcode findTerms} found, in the order of the corpus. */
export interface FoundTerms {
  readonly found: Anchored[];
  /** Names without a statement that is sure enough, as written, with the strength of the surest. */
  readonly missed: readonly { readonly name: string; readonly strength: number }[];
}

interface Known {
  statements: number;
  readonly sections: Set<string>;
}

const HEAD_SLOTS = 1 << 20;

/**
 * Finds the statements that define what the tree is of, or one of what was found so, or what several things like
 * those are branches of: level by level, as many rounds as there are levels.
 *
 * Memory grows with what is found, or nearly found, not with the corpus.
 *
 * @throws {RangeError} through `refuse` when more is found than may be.
 */
export async function findTerms(
  statements: Statements,
  root: Root,
  policies: Pick<Policies["levelwise"], "minAnchor" | "maxCandidates">,
  rounds: number,
  refuse: (found: number) => never,
): Promise<FoundTerms> {
  const counts = new Uint16Array(HEAD_SLOTS);
  /** Label → how many statements of those found define it, and in which sections. */
  const known = new Map<string, Known>();
  const found = new Map<number, Anchored>();
  /** By main label. */
  const missed = new Map<string, { readonly name: string; readonly strength: number }>();
  /** Main label → statements found that define it. */
  const taken = new Map<string, number>();
  const clues = new ClueList();
  const divided = new DividedLabels(policies.maxCandidates);
  /** Labels that are one by their branches; those that turned up in the round before are unread. */
  let whole = new Set<string>(), unread = whole;
  for (let round = 0; round < rounds; round++) {
    const wanted = new Set([...known.keys()].map((label) => slotOf(lastWord(label))));
    const added: StatementRow[] = [];
    // Of the statement at hand: asked for its place, it is read next.
    let at = -1;
    const wants = (place: number): boolean => {
      at = place;
      return round === 0 || (!found.has(place) && (unread.size > 0 || clues.names(place, wanted)));
    };
    for await (const statement of statements(wants)) {
      const labels = labelsOf(statement);
      if (round === 0) {
        for (const label of labels) {
          const slot = slotOf(label);
          if (counts[slot]! < 0xffff) counts[slot]!++;
        }
        clues.push(() => cluesOf(statement, labels));
        divided.hear(labels[0] ?? "", statement.definition, statement.section);
      }
      // What the tree is of is no member of it.
      if (labels.some((label) => root.labels.has(label) || root.definite.has(label))) continue;
      const main = labels[0] ?? "";
      if ((taken.get(main) ?? 0) >= KEPT_PER_LABEL) continue;
      const anchored = anchorStrength(statement, labels, root, (label) => {
        const defined = known.get(label);
        if (defined === undefined) return 0;
        const meanings = Math.min(KEPT_PER_LABEL, Math.max(1, counts[slotOf(label)]!));
        const meant = Math.min(1, defined.statements / meanings);
        const { section } = statement;
        const elsewhere = section !== undefined && defined.sections.size > 0 &&
          !defined.sections.has(section);
        return elsewhere ? meant * ELSEWHERE : meant;
      });
      // Under another main name it is another thing: a doctrine is called a philosophy, too.
      const name = singularLabel(main);
      const wholeness = whole.has(name) ? divided.strengthOf(name, statement.section) : 0;
      const strength = Math.max(anchored, wholeness);
      if (strength < policies.minAnchor) {
        const before = missed.get(main);
        const room = before !== undefined || missed.size < policies.maxCandidates;
        if (room && strength > (before?.strength ?? 0)) {
          missed.set(main, { name: statement.heads[0]!, strength });
        }
        continue;
      }
      taken.set(main, (taken.get(main) ?? 0) + 1);
      found.set(at, {
        statement,
        strength,
        ...(wholeness >= policies.minAnchor ? { divided: true } : {}),
      });
      added.push(statement);
      if (found.size > policies.maxCandidates) refuse(found.size);
    }
    for (const statement of added) {
      divided.learn(statement.definition);
      for (const label of labelsOf(statement)) {
        const entry = known.get(label) ?? { statements: 0, sections: new Set() };
        entry.statements++;
        if (statement.section !== undefined) entry.sections.add(statement.section);
        known.set(label, entry);
      }
    }
    const heard = whole;
    whole = new Set(divided.labels().filter((label) => !known.has(label)));
    unread = whole.difference(heard);
    if (added.length === 0 && round > 0) break;
  }
  return {
    found: [...found].sort(([a], [b]) => a - b).map(([, anchored]) => anchored),
    missed: [...missed].filter(([main]) => !known.has(main)).map(([, one]) => one),
  };
}

/** What a statement could be found by in later rounds: last words of its phrases and names. */
function cluesOf({ definition }: StatementRow, labels: readonly string[]): number[] {
  const phrases = nounPhrases(definition).map(({ words }) => words.at(-1)!);
  const names = labels.filter((label) => label.includes(" ")).map(lastWord);
  return [
    ...new Set([...phrases, ...names].flatMap((word) => [slotOf(word), slotOf(singular(word))])),
  ];
}

function lastWord(label: string): string {
  return label.slice(label.lastIndexOf(" ") + 1);
}

/** Most clues remembered, 4 bytes each; every statement behind them is read again. */
const MOST_CLUES = 1 << 24;

/** The clues of statements: which of them are worth reading again. Memory is bounded. */
class ClueList {
  #ends = new Uint32Array(1024);
  #slots = new Uint32Array(4096);
  #count = 0;
  #used = 0;
  #full = false;

  push(cluesOfNext: () => readonly number[]): void {
    if (this.#full) return;
    const clues = cluesOfNext();
    this.#full = this.#used + clues.length > MOST_CLUES;
    if (this.#full) return;
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends);
    while (this.#used + clues.length > this.#slots.length) this.#slots = grown(this.#slots);
    this.#slots.set(clues, this.#used);
    this.#used += clues.length;
    this.#ends[this.#count++] = this.#used;
  }

  /** Whether a statement's clues hold one of these, or were not remembered. */
  names(statement: number, wanted: ReadonlySet<number>): boolean {
    if (statement >= this.#count) return true;
    for (
      let i = statement === 0 ? 0 : this.#ends[statement - 1]!;
      i < this.#ends[statement]!;
      i++
    ) {
      if (wanted.has(this.#slots[i]!)) return true;
    }
    return false;
  }
}

function grown(list: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(list.length * 2);
  larger.set(list);
  return larger;
}

function labelsOf({ heads }: StatementRow): string[] {
  return [...new Set(heads.map((head) => normalizeLabel(head)))];
}

/** How surely a statement defines one of what is known: 0 … 1. */
function anchorStrength(
  { definition }: StatementRow,
  labels: readonly string[],
  root: Root,
  share: (label: string) => number,
): number {
  let best = 0;
  const atEnd = (words: readonly string[]): number => {
    for (let from = 0; from < words.length; from++) {
      const label = words.slice(from).join(" ");
      const known = share(label) || share(singularLabel(label));
      if (known > 0) return Math.sqrt(known);
    }
    return 0;
  };
  for (const phrase of nounPhrases(definition)) {
    const { words, of, clause, conjunct, transparent, endedBy } = phrase;
    const weight = (clause > 0 ? 0.6 : 1) * (conjunct > 0 ? 0.8 : 1) * (transparent ? 1.2 : 1);
    best = Math.max(best, weight * atEnd(words));
    const specific = transparent || of.length > 0 || SPECIFIES.has(endedBy);
    if (specific && isOfRoot(root, words, phrase)) best = Math.max(best, weight);
  }
  for (const label of labels) {
    const words = label.split(" ");
    if (words.length < 2) continue;
    best = Math.max(best, 0.9 * atEnd(words.slice(1)), isOfRoot(root, words.slice(1)) ? 0.9 : 0);
  }
  return Math.min(1, best);
}

/** FNV-1a over UTF-16 units. */
function slotOf(label: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return (hash >>> 0) & (HEAD_SLOTS - 1);
}
