import { plainDefinition } from "../text/noun_phrase.ts";
import { normalizeLabel, singularLabel } from "../text/words.ts";

/** Fewer branches than this may be a way of speaking. */
const LEAST_BRANCHES = 2;
/** A verb counts as one that members are defined by from this many of them on. */
const LEAST_MEMBERS = 3;
/** Branches kept of one label; more say nothing new. */
const KEPT_BRANCHES = 20;

const BRANCHES = "(?:branch|branches|field|subfield|area|division|specialty)";
/** Most definitions hold none; the rest are looked at closely. */
const SPEAKS_OF_BRANCHES = new RegExp(`${BRANCHES} of `, "i");
const BRANCH_OF = new RegExp(`^(?:(?:the|a|an|any|one) )?${BRANCHES} of (?:the )?(.+) $`, "u");
/** How a definition goes on behind what it says the thing is. */
const GOES_ON =
  /\b(?:(?:that|which) (?:is |are )?(\p{L}+)|(dealing|concerned|concerning|devoted))\b/u;

interface Branch {
  readonly name: string;
  readonly verb: string;
  readonly section: string | undefined;
}

/**
 * What texts say is divided into branches: where several things are `the branch of philosophy that analyzes …`,
 * philosophy is one of what they are, though its own definition may not say so. Arteries and newspapers have
 * branches and departments, too; so only branches count whose definition goes on as those of members do:
 * `that studies`, `dealing with`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DividedLabels } from "./divided_labels.ts";
 * const divided = new DividedLabels(100);
 * divided.hear("logic", "the branch of philosophy that studies inference");
 * divided.hear("aesthetics", "the branch of philosophy that studies beauty");
 * assertEquals(divided.strengthOf("philosophy"), 0);
 * for (let i = 0; i < 3; i++) divided.learn("a science that studies motion");
 * assertEquals(divided.strengthOf("philosophy"), 2 / 3);
 * ```
 */
export class DividedLabels {
  readonly #branches = new Map<string, Branch[]>();
  readonly #verbs = new Map<string, number>();
  readonly #most: number;

  /** @param most labels remembered */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes in the definition of anything. */
  hear(name: string, definition: string, section?: string): void {
    if (!SPEAKS_OF_BRANCHES.test(definition)) return;
    const { before, verb } = parted(definition);
    const whole = BRANCH_OF.exec(before)?.[1];
    if (whole === undefined || verb === undefined) return;
    const label = singularLabel(normalizeLabel(whole));
    const known = this.#branches.get(label);
    const branch = { name, verb, section };
    if (known === undefined) {
      if (this.#branches.size < this.#most) this.#branches.set(label, [branch]);
    } else if (known.length < KEPT_BRANCHES && known.every((other) => other.name !== name)) {
      known.push(branch);
    }
  }

  /** Takes in the definition of a member of the tree: how those go on. */
  learn(definition: string): void {
    const { verb } = parted(definition);
    if (verb !== undefined) this.#verbs.set(verb, (this.#verbs.get(verb) ?? 0) + 1);
  }

  /** The labels that are divided into enough branches. */
  labels(): string[] {
    return [...this.#branches.keys()].filter((label) => this.strengthOf(label) > 0);
  }

  /**
   * How surely a label is one of what its branches are, 0 … 1; 0 where too few are known.
   *
   * @param section of the text that defines it: branches of other sections do not count then
   */
  strengthOf(label: string, section?: string): number {
    const branches =
      (this.#branches.get(label) ?? []).filter((branch) =>
        (this.#verbs.get(branch.verb) ?? 0) >= LEAST_MEMBERS &&
        (section === undefined || branch.section === undefined || branch.section === section)
      ).length;
    return branches < LEAST_BRANCHES ? 0 : branches / (branches + 1);
  }
}

/** What stands before the verb that a definition goes on with, and the stem of that verb. */
function parted(definition: string): { readonly before: string; readonly verb?: string } {
  const plain = plainDefinition(definition).trim();
  const going = GOES_ON.exec(plain);
  if (going === null) return { before: plain };
  return { before: plain.slice(0, going.index), verb: stemOf(going[1] ?? going[2]!) };
}

/** `studies` and `studying`, `deals` and `dealing` are one. */
function stemOf(verb: string): string {
  return verb.replace(/(?:ies|ying|y|ing|ed|es|s)$/, "");
}
