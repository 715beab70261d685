/** A document or a piece of one, as a source hands it to S0. */
export interface RawDocument {
  /** Names it; with {@linkcode line} it is found again. */
  readonly uri: string;
  readonly line?: number;
  /** As read: not yet known to be text. */
  readonly bytes: Uint8Array;
  /** Declared or guessed from the source: `text/plain`, `text/html`, `text/markdown`, … */
  readonly contentType: string;
  readonly publisher?: string;
  readonly section?: string;
  readonly fetchedAt?: string;
  readonly licence: string;
  readonly hints?: Readonly<Record<string, string>>;
  /** Why the source could not hand it out whole, e.g. `line_too_long`; `bytes` then hold its beginning. */
  readonly fault?: { readonly reasonCode: string; readonly detail: string };
}

/** A part of a corpus that is read as a whole: a file, a section. */
export interface CorpusPart {
  /** Unique in its corpus; parts come in ascending order of names. */
  readonly name: string;
  /** sha-256 of all that decides its documents: content, and what is told of it, such as its publisher. */
  readonly digest: string;
  readonly rows: number;
  /** Streams its documents, in order. */
  read(options: { readonly maxLineBytes: number; readonly signal?: AbortSignal }): AsyncIterable<
    RawDocument
  >;
}

/** The texts a run starts from. */
export interface Corpus {
  /** The kind of source, e.g. `wordnet` or `files`: part of a run's identity, as paths are not. */
  readonly source: string;
  readonly parts: readonly CorpusPart[];
}
