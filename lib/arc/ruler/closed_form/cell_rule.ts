import { closedForm, sameSize } from "./_family.ts";
import { searchLookups } from "./_lookup_search.ts";

/** Every cell by its own colour and one or two features, in a table read off the train pairs. */
export const cellRuleFamily = closedForm({
  name: "cell_rule",
  doc: "Each cell looked up by its colour and one or two features in a table that the pairs fix.",
  when: sameSize,
  search: (bench) => void searchLookups(bench, bench.start, true),
});
