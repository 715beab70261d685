import type { Program, Step } from "../../dsl/program.ts";
import type { Search } from "./search.ts";
import type { Stack } from "./stacking.ts";

/**
 * The program of a stack: the setting's steps, the steps its pieces need (each node once, in dependency
 * order), the stack itself where it has several layers, and the way back to the task's own terms.
 */
export function programOf(search: Search, stack: Stack): Program {
  const { setting, dag } = search;
  const steps: Step[] = [...setting.before];
  const refs = new Map<number, number>([[0, steps.length]]);
  const emit = (id: number): number => {
    const known = refs.get(id);
    if (known !== undefined) return known;
    const recipe = dag.nodes[id]!.recipe!;
    const args = recipe.args.map(emit);
    steps.push({ op: recipe.op, args, params: recipe.params });
    refs.set(id, steps.length);
    return steps.length;
  };
  const layers = stack.layers.map(emit);
  let result = layers[0]!;
  if (layers.length > 1 || stack.modes[0] === "blank") {
    steps.push({ op: "stack", args: layers, params: { modes: stack.modes } });
    result = steps.length;
  }
  steps.push(...setting.after(result));
  return { steps };
}
