import { createHash } from "node:crypto";
import { namingFile } from "../substrate/records/file_error.ts";
import { canonicalJson } from "../substrate/values/canonical_json.ts";
import { shown } from "../substrate/values/input_error.ts";
import { renderCard } from "./dataset_card.ts";
import type { DatasetKind, RowFacets } from "./dataset_kind.ts";
import { cardOf, type DatasetStats, RowCounter } from "./dataset_stats.ts";
import { DigestSet } from "./digest_set.ts";
import { type Split, splitOf } from "./split.ts";

/** Checks what can be said of a dataset's rows together: doubles, splits, stats, card. */
export class DatasetAudit<R extends object> {
  readonly #file: string;
  readonly #kind: DatasetKind<R>;
  readonly #stats: DatasetStats;
  readonly #keys = new DigestSet();
  readonly #counter = new RowCounter();
  readonly #splitOfBase = new Map<string, Split>();
  #rows = 0;

  /** `file` is `<folder>/<name>.jsonl`; card and stats stand beside it. */
  constructor(file: string, kind: DatasetKind<R>, stats: DatasetStats) {
    this.#file = file;
    this.#kind = kind;
    this.#stats = stats;
  }

  /** Rows counted so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Counts a row of a base task and says what is wrong with it beside the others. */
  count(row: R, baseId: string): string[] {
    this.#rows++;
    let facets: RowFacets;
    try {
      facets = this.#kind.facetsOf(row);
      this.#counter.add(facets);
    } catch {
      return ["the row cannot be counted: fields are missing or of the wrong type"];
    }
    const faults: string[] = [];
    if (!this.#keys.add(facets.key)) faults.push("a duplicate: an earlier row says the same");
    const expected = this.#splitOfBase.get(baseId) ?? splitOf(baseId);
    if (facets.split !== expected) {
      faults.push(`split: base task ${baseId} is in ${expected} and in ${shown(facets.split)}`);
    }
    this.#splitOfBase.set(baseId, expected);
    return faults;
  }

  /** What is wrong with stats and card, once every row was counted. */
  async finish(): Promise<string[]> {
    const base = this.#file.replace(/\.jsonl$/, "");
    const faults: string[] = [];
    const measured: Record<string, unknown> = {
      ...this.#counter.counts(),
      ...await digestFile(this.#file),
      name: this.#kind.name,
      rowSchema: this.#kind.rowSchema,
    };
    const claimed: Readonly<Record<string, unknown>> = this.#stats;
    for (const [key, value] of Object.entries(measured)) {
      const [right, seen] = [value, claimed[key]].map(canonicalOrEmpty);
      if (right === seen) continue;
      faults.push(`${base}.stats.json: ${key}: expected ${cut(right)}, found ${cut(seen)}`);
    }
    const path = `${base}.card.md`;
    const card = await namingFile(path, () => Deno.readTextFile(path));
    const expected = renderCard(cardOf(this.#kind, this.#stats)).split("\n");
    const lines = card.split("\n");
    const differs = expected.findIndex((line, i) => line !== lines[i]);
    const at = differs >= 0 ? differs : lines.length > expected.length ? expected.length : -1;
    if (at >= 0) {
      const [right, seen] = [shown(expected[at] ?? "the end"), shown(lines[at] ?? "the end")];
      faults.push(`${path}:${at + 1}: expected ${right}, found ${seen}`);
    }
    return faults;
  }
}

function cut(text = ""): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function canonicalOrEmpty(value: unknown): string {
  return value === undefined ? "nothing" : canonicalJson(value);
}

/** Size and sha-256 of a file, streamed. */
async function digestFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  using file = await namingFile(path, () => Deno.open(path));
  for await (const chunk of file.readable) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}
