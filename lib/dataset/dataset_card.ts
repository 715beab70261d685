import { SPLITS } from "./split.ts";

/** One field of a dataset's rows. */
export interface CardField {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
}

/** Everything a card says; nothing in it is measured by the card itself. */
export interface CardContent {
  /** Human title, e.g. `Critic ranking pairs`. */
  readonly title: string;
  /** Front-matter configuration name, e.g. `ranking`. */
  readonly config: string;
  readonly license: string;
  readonly summary: string;
  /**
   * Files by split, relative to the card; splits without rows are left out. `all` is one file that holds
   * every split.
   */
  readonly files: {
    readonly train?: string;
    readonly validation?: string;
    readonly test?: string;
    readonly all?: string;
  };
  readonly fields: readonly CardField[];
  /** Named counts in printing order, e.g. rows by label. */
  readonly counts: readonly { readonly name: string; readonly value: number }[];
  /** How the rows were made, as paragraphs. */
  readonly method: readonly string[];
  /** Digests of the runs the rows were cut from. */
  readonly runDigests: readonly string[];
  /** What a user should know before training on it. */
  readonly limits: readonly string[];
}

/**
 * A dataset card: Hugging Face front-matter, then fields, counts, method and provenance as Markdown.
 *
 * Same content, same bytes.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { renderCard } from "./dataset_card.ts";
 * const card = renderCard({
 *   title: "Pairs", config: "pairs", license: "mit", summary: "Two of a kind.",
 *   files: { train: "data/train.jsonl" }, fields: [], counts: [{ name: "rows", value: 3 }],
 *   method: [], runDigests: [], limits: [],
 * });
 * assertStringIncludes(card, "path: data/train.jsonl");
 * assertStringIncludes(card, "| rows | 3 |");
 * ```
 */
export function renderCard(content: CardContent): string {
  const files = ([...SPLITS, "all"] as const).flatMap((split) => {
    const path = content.files[split];
    return path === undefined ? [] : [`      - split: ${split}`, `        path: ${path}`];
  });
  const sections = [
    [
      "---",
      `license: ${content.license}`,
      "configs:",
      `  - config_name: ${content.config}`,
      "    data_files:",
      ...files,
      "---",
    ].join("\n"),
    `# ${content.title}`,
    content.summary,
    table(
      "Fields",
      ["field", "type", "meaning"],
      content.fields.map((field) => [
        `\`${field.name}\``,
        field.type,
        field.meaning,
      ]),
    ),
    table("Counts", ["what", "count"], content.counts.map(({ name, value }) => [name, `${value}`])),
    list("How it was made", content.method),
    list("Cut from these runs", content.runDigests.map((digest) => `\`${digest}\``)),
    list("Limits", content.limits),
  ];
  return sections.filter((section) => section !== "").join("\n\n") + "\n";
}

function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return [`## ${title}`, "", ...items.map((item) => `- ${item}`)].join("\n");
}
