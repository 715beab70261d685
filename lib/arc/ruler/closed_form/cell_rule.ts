import { closedForm, sameSize } from "./_family.ts";
import { LOOSE_COST, searchLookups, TRUSTED_COST } from "./_lookup_search.ts";

/** Every cell by its own colour and one or two features, in a short table read off the train pairs. */
export const cellRuleFamily = closedForm({
  name: "cell_rule",
  doc:
    "Each cell looked up by its colour and one or two features in a short table that the pairs fix.",
  when: sameSize,
  search: (bench) => void searchLookups(bench, bench.start, true),
});

/** The same with longer tables, less often right: for a stage after the exact searches. */
export const looseCellRuleFamily = closedForm({
  name: "loose_cell_rule",
  doc: "Each cell looked up by its colour and two features in a table that may be long.",
  when: sameSize,
  search: (bench) => void searchLookups(bench, bench.start, true, [TRUSTED_COST, LOOSE_COST]),
});
