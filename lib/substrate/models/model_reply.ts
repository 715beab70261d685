import type { ModelFailure } from "./model_failure.ts";
import type { TokenUsage } from "./usage.ts";

/** What came back from one attempt. */
export interface ModelReply {
  /** The answer's text, in which the key is blotted out should the endpoint repeat it. */
  readonly content: string;
  /** Absent where the endpoint does not count. */
  readonly usage?: TokenUsage;
  /** Present: the text is no answer. */
  readonly failure?: ModelFailure;
}
