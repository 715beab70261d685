import type { RawDocument } from "../phases/corpus.ts";
import type { Policies } from "../policies/policy_schema.ts";
import { contentId, type SourceRecord } from "../records/source_record.ts";
import { sha256 } from "../../substrate/values/digest.ts";
import { decodeText, hexOf } from "./decode_text.ts";
import { guessLanguage } from "./language.ts";
import { NearDuplicates } from "./near_duplicates.ts";
import type { Segment } from "./segment.ts";
import { segmentsOf } from "./segments.ts";

/** Why a segment was left out. */
export type DropReason =
  | "too_short"
  | "too_long"
  | "boilerplate"
  | "other_language"
  | "near_duplicate";

/** What became of a document, piece by piece. */
export type Extracted =
  | { readonly kind: "record"; readonly record: SourceRecord }
  | { readonly kind: "dropped"; readonly reason: DropReason }
  | {
    /** The document could not be read as text. */
    readonly kind: "fault";
    readonly reasonCode: string;
    readonly detail: string;
    readonly text: string;
  };

/** Turns the documents of one part into records, with memory of the part's near-duplicates. */
export class RecordExtractor {
  readonly #policies: Policies["rawExtraction"];
  readonly #boilerplate: readonly RegExp[];
  readonly #seen: NearDuplicates;
  readonly #unknownPublisher: string;

  constructor(policies: Policies["rawExtraction"], unknownPublisher: string) {
    this.#policies = policies;
    this.#unknownPublisher = unknownPublisher;
    this.#boilerplate = policies.boilerplate.map((pattern) => new RegExp(pattern, "iu"));
    this.#seen = new NearDuplicates({
      shingleWords: policies.shingleWords,
      similarity: policies.nearDuplicateSimilarity,
      window: policies.duplicateWindow,
    });
  }

  /** The records of a document, what was left out of it, or why it cannot be read. */
  *extract(document: RawDocument): Generator<Extracted, void, void> {
    const { fault, bytes } = document;
    const decoded = decodeText(bytes);
    if (fault !== undefined || !decoded.ok) {
      const { reasonCode, detail } = fault ?? (decoded as Extract<typeof decoded, { ok: false }>);
      const text = decoded.ok ? decoded.text.slice(0, 256) : hexOf(bytes);
      yield { kind: "fault", reasonCode, detail, text };
      return;
    }
    const contentDigest = sha256(bytes);
    for (const segment of segmentsOf(decoded.text, document.contentType)) {
      const record = this.#recordOf(document, segment, contentDigest, decoded.charset);
      if (typeof record === "string") yield { kind: "dropped", reason: record };
      else yield { kind: "record", record };
    }
  }

  #recordOf(
    document: RawDocument,
    segment: Segment,
    contentDigest: string,
    charset: string,
  ): SourceRecord | DropReason {
    const { minChars, maxChars, languages, minLanguageScore } = this.#policies;
    const text = segment.text.normalize("NFC");
    if (text.length < minChars) return "too_short";
    if (text.length > maxChars) return "too_long";
    if (this.#boilerplate.some((pattern) => pattern.test(text))) return "boilerplate";
    const { language, score } = guessLanguage(text, languages[0] ?? "und");
    if (!languages.includes(language) || score < minLanguageScore) return "other_language";
    const section = segment.heading ?? document.section;
    const provenance = {
      publisher: document.publisher ?? this.#unknownPublisher,
      uri: document.uri,
      ...(section === undefined ? {} : { section }),
      ...(document.fetchedAt === undefined ? {} : { fetchedAt: document.fetchedAt }),
      contentDigest,
      licence: document.licence,
    };
    const span = { start: segment.start, end: segment.end };
    const id = contentId({ text, span, provenance });
    if (this.#seen.firstLike(id, provenance.publisher, text) !== undefined) return "near_duplicate";
    return {
      id,
      text,
      span,
      provenance,
      meta: { lang: language, charset, hints: { ...document.hints } },
    };
  }
}
