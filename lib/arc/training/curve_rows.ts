import type { PairedInterval } from "../../substrate/learn/paired_bootstrap.ts";
import type { ArmSummary } from "./curve_arm.ts";

/** The curve as headers and rows of text, with 95 % paired bootstrap intervals against the untrained arm. */
export function curveRows(arms: readonly ArmSummary[]): {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const interval = ({ mean, low, high }: PairedInterval, show: (value: number) => string) =>
    `${show(mean)} [${show(low)}, ${show(high)}]`;
  return {
    headers: [
      "arm",
      "solved",
      "gain",
      "gain over last",
      "median nodes",
      "cut",
      "nodes saved",
      "seeds bettered",
    ],
    rows: arms.map((arm) => [
      arm.arm,
      `${arm.solved} of ${arm.tasks}`,
      interval(arm.gain, percent),
      interval(arm.gainOverLast, percent),
      String(Math.round(arm.medianNodes)),
      percent(arm.medianCut),
      interval(arm.saved, (value) => value.toFixed(0)),
      `${arm.seedsBettered} of ${arm.seeds}`,
    ]),
  };
}
