/** A piece of a document that stands for itself. */
export interface Segment {
  readonly text: string;
  /** Where it begins and ends in the document's text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The heading it stands under. */
  readonly heading?: string;
}
