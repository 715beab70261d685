/** Options of the preparation of the embedded Lean. */
export interface PrepareOptions {
  /** Where prepared parts are kept, for every process of this user. */
  readonly cacheFolder: string;
  /** A line for the user before each long part. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The embedded Lean, ready to start. */
export interface PreparedLean {
  /** WebAssembly, glue for the checker and for the `lean` command. */
  readonly engine: string;
  /** The compiled library. */
  readonly library: string;
  /** The compiled checker and the launcher. */
  readonly checker: string;
}
