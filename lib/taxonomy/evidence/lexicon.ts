import {
  DocumentFrequency,
  type GlossVector,
  glossVector,
  gramsOf,
  unit,
} from "../text/gloss_vector.ts";
import { type NounPhrase, nounPhrases } from "../text/noun_phrase.ts";
import type { Statement } from "../text/statement.ts";
import { agentStem, fieldStem, FUNCTION_WORDS, normalizeLabel, singular } from "../text/words.ts";
import { type ReadTerm, saysOneOf } from "./term.ts";

/** Most statements kept of one agent, one word or one qualifier. */
const KEPT = 20;
const WORD_SENSES = 4;

const QUALIFIES =
  /(?:relating to|pertaining to|concerned with|characteristic of|related to|connected with|concerning|of or in|relative to|by|in|using|applying|according to) (?:or [a-z ]+? )?(?:the |a |an )?(?:(?:science|study|field|discipline|principles|methods?) of )?([a-z -]+)/g;

/** One who works in a field: their name and what they are called. */
interface Agent {
  readonly name: readonly string[];
  readonly genera: readonly (readonly string[])[];
}

/**
 * What a corpus says about the words that some terms use, gathered from all its statements, one by one.
 *
 * Memory grows with the terms, not with the corpus.
 */
export class Lexicon {
  readonly frequency = new DocumentFrequency();
  readonly #meanings = new Map<string, number>();
  readonly #agents = new Map<string, Agent[]>();
  readonly #qualified = new Map<string, Set<string>>();
  readonly #domains = new Map<string, Map<string, number>>();
  readonly #words = new Map<string, Map<string, number>[]>();

  /** @param terms those that will be asked about */
  constructor(terms: readonly ReadTerm[]) {
    for (const term of terms) {
      for (const label of term.labels) {
        this.#meanings.set(label, 0);
        this.#domains.set(label, new Map());
        const stem = fieldStem(label.slice(label.lastIndexOf(" ") + 1));
        if (stem.length >= 4) this.#agents.set(stem, []);
      }
      for (const { words } of term.phrases) {
        for (const word of words.slice(0, -1)) this.#qualified.set(word, new Set());
      }
      for (const word of term.words) {
        if (word.length < 3 || FUNCTION_WORDS.has(word)) continue;
        this.#words.set(word, []);
        this.#words.set(singular(word), []);
      }
    }
  }

  /** Takes in one statement of the corpus. */
  hear({ heads, definition }: Statement): void {
    const grams = gramsOf(`${heads.join(" ")} ${definition}`);
    this.frequency.add(grams);
    const labels = new Set(heads.map((head) => normalizeLabel(head)));
    for (const label of labels) {
      const meanings = this.#meanings.get(label);
      if (meanings !== undefined) this.#meanings.set(label, meanings + 1);
      const senses = this.#words.get(label);
      if (senses !== undefined && senses.length < WORD_SENSES) senses.push(grams);
      const qualified = this.#qualified.get(label);
      if (qualified !== undefined && qualified.size < KEPT) {
        for (const noun of qualifiedBy(definition)) qualified.add(noun);
      }
      this.#hearAgent(label, definition);
    }
    const marked = /^\(([\p{L} ,]+)\)/u.exec(definition)?.[1];
    if (marked !== undefined) {
      for (const domain of normalizeLabel(marked).split(/, | and | or /)) {
        const counts = this.#domains.get(domain);
        if (counts === undefined) continue;
        for (const [gram, count] of grams) counts.set(gram, (counts.get(gram) ?? 0) + count);
      }
    }
  }

  #hearAgent(label: string, definition: string): void {
    const name = label.split(" ");
    const stem = agentStem(name.at(-1)!);
    const agents = stem === undefined ? undefined : this.#agents.get(stem);
    if (agents === undefined || agents.length >= KEPT) return;
    agents.push({ name, genera: nounPhrases(definition).slice(0, 2).map(({ words }) => words) });
  }

  /** In how many statements a label is defined; at least 1. */
  meanings(label: string): number {
    return Math.max(1, this.#meanings.get(label) ?? 1);
  }

  /** Nouns that an adjective is of, as its own definitions say. */
  nounsOf(adjective: string): ReadonlySet<string> {
    return this.#qualified.get(adjective) ?? new Set();
  }

  /** Those who work in the field of a label. */
  agentsOf(label: string): readonly Agent[] {
    return this.#agents.get(fieldStem(label.slice(label.lastIndexOf(" ") + 1))) ?? [];
  }

  /** What texts that are marked with a label are like; absent where there are none. */
  domainVector(label: string): GlossVector | undefined {
    const counts = this.#domains.get(label);
    if (counts === undefined || counts.size === 0) return undefined;
    return glossVector(counts, this.frequency);
  }

  /** What a term's names and definition are like. */
  vectorOf(term: ReadTerm): GlossVector {
    return glossVector(gramsOf(`${term.heads.join(" ")} ${term.definition}`), this.frequency);
  }

  /**
   * The same, with the definitions of the words in it.
   *
   * Source: S. Banerjee, T. Pedersen, "Extended gloss overlaps as a measure of semantic relatedness", 2003.
   */
  contextVectorOf(term: ReadTerm, own: GlossVector): GlossVector {
    const sum = new Map(own);
    const seen = new Set<string>();
    for (const raw of term.words) {
      const word = (this.#words.get(raw)?.length ?? 0) > 0 ? raw : singular(raw);
      if (seen.has(word)) continue;
      seen.add(word);
      const rarity = this.frequency.inverse(`=${word.slice(0, 7)}`) / 10;
      (this.#words.get(word) ?? []).forEach((grams, sense) => {
        const share = 0.6 * rarity * rarity / (1 + sense);
        for (const [gram, weight] of glossVector(grams, this.frequency)) {
          sum.set(gram, (sum.get(gram) ?? 0) + share * weight);
        }
      });
    }
    return unit(sum, 120);
  }
}

function qualifiedBy(definition: string): string[] {
  return [...definition.toLowerCase().matchAll(QUALIFIES)].flatMap(([, nouns]) =>
    normalizeLabel(nouns!).split(/ or | and | as | for | in | of /).map((noun) => noun.trim())
  );
}

/** What a tree is of: names that its members' definitions may use for them. */
export interface Root {
  readonly labels: ReadonlySet<string>;
  /** Names that count only behind `a branch of`, `a field of`: `knowledge`. */
  readonly behindBranch: ReadonlySet<string>;
  /** Names that count in a definition only, and not behind `a`: `the study of …`, not `case study`. */
  readonly definite: ReadonlySet<string>;
}

/**
 * Reads names of what a tree is of; `branch of knowledge` means `knowledge` where a branch of it is spoken of,
 * `the study` means `study` where no `a` stands before it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readRoot } from "./lexicon.ts";
 * const root = readRoot(["Discipline", "branch of knowledge", "the study"]);
 * assertEquals([...root.labels], ["discipline"]);
 * assertEquals([...root.behindBranch, ...root.definite], ["knowledge", "study"]);
 * ```
 */
export function readRoot(names: readonly string[]): Root {
  const labels = names.map((name) => normalizeLabel(name));
  const without = (opening: RegExp) =>
    new Set(
      labels.filter((label) => opening.test(label)).map((label) => label.replace(opening, "")),
    );
  return {
    labels: new Set(labels.filter((label) => !/^(?:branch of|the) /.test(label))),
    behindBranch: without(/^branch of /),
    definite: without(/^the /),
  };
}

/** What is known of a phrase besides its words; nothing, of the words of a name. */
export type PhraseForm = Partial<Pick<NounPhrase, "transparent" | "indefinite">>;

/** Whether a phrase's head says that something is one of what the tree is of. */
export function isOfRoot(
  root: Root,
  words: readonly string[],
  { transparent = false, indefinite = true }: PhraseForm = {},
): boolean {
  for (let from = 0; from < words.length; from++) {
    const label = words.slice(from).join(" ");
    if (saysOneOf(root.labels, label)) return true;
    if (transparent && saysOneOf(root.behindBranch, label)) return true;
    if ((!indefinite || transparent) && saysOneOf(root.definite, label)) return true;
  }
  return false;
}
