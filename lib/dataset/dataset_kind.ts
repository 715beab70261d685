import type { CardField } from "./dataset_card.ts";
import type { Split } from "./split.ts";

/** What a dataset's bookkeeping reads of a row. */
export interface RowFacets {
  readonly taskId: string;
  readonly split: Split;
  /** What the rows are counted by, e.g. `a` or `ruler 2`. */
  readonly label: string;
  /** By how much the label was decided, at least 0. */
  readonly margin: number;
  /** Equal for rows that say the same: only the first is kept. */
  readonly key: string;
}

/** The name of a kind of dataset and what its card says. */
export interface DatasetWords {
  /** File name without ending, e.g. `critic_ranking_pairs`. */
  readonly name: string;
  /** What every row's `schema` says, e.g. `arc.ranking_pair/1`. */
  readonly rowSchema: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly CardField[];
  readonly method: readonly string[];
  readonly limits: readonly string[];
}

/** One kind of dataset: its words, and how its rows are counted. */
export interface DatasetKind<R extends object> extends DatasetWords {
  facetsOf(row: R): RowFacets;
}
