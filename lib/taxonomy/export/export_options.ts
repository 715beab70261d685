/** What an export says besides the tree itself. */
export interface ExportOptions {
  readonly runId: string;
  /** Beginning of the addresses of concepts, records and the scheme. @default {"urn:baton:taxonomy:"} */
  readonly baseIri?: string;
  /** Language of the labels (BCP 47). @default {"en"} */
  readonly language?: string;
}
