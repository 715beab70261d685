/** Ambient types for the few parts of `n3` in use; the package carries none. */

declare module "n3" {
  export interface Term {
    readonly termType: string;
    readonly value: string;
    readonly language?: string;
  }
  export interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term;
  }
  export const DataFactory: {
    namedNode(iri: string): Term;
    literal(value: string, languageOrType?: string | Term): Term;
    quad(subject: Term, predicate: Term, object: Term): Quad;
  };
  export class Writer {
    constructor(options: { readonly prefixes?: Readonly<Record<string, string>> });
    addQuad(quad: Quad): void;
    end(done: (error: Error | null, text: string) => void): void;
  }
  export class Parser {
    constructor(options?: { readonly format?: string });
    parse(text: string): Quad[];
  }
}
