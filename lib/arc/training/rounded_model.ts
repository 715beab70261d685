import type { ChoiceModel } from "../../substrate/learn/choice_model.ts";

/** Weights to three decimals, small ones left out: a spec stays small, and equal on every machine. */
export function roundedModel(model: ChoiceModel): ChoiceModel {
  const weights: { [name: string]: number } = {};
  for (const [name, weight] of Object.entries(model.weights)) {
    const kept = Number(weight.toFixed(3));
    if (Math.abs(kept) >= 0.01) weights[name] = kept;
  }
  return { weights, temperature: model.temperature };
}

/** Figures to six digits. */
export function roundedFigures(
  figures: { readonly [name: string]: number },
): { [name: string]: number } {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(6))]),
  );
}
