/** How running one notebook ended. */
export interface NotebookResult {
  readonly file: string;
  /** Code cells it has. */
  readonly cells: number;
  /** The first failure in one line; absent when every cell ran. */
  readonly failure?: string;
  /** The outputs differ from those stored in the file before; told only by runs that see outputs. */
  readonly changed?: boolean;
}

/** One aligned line for a notebook's result. */
export function resultLine(result: NotebookResult): string {
  const { file, cells, failure, changed } = result;
  if (failure !== undefined) return `FAIL  ${file}  ${failure}`;
  const note = changed === undefined ? "" : changed ? ", outputs changed" : ", outputs as stored";
  return `ok    ${file}  ${cells} cells${note}`;
}
