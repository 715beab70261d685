/** A tactic that is to close its goal, and what it may cost in thousands of heartbeats. */
export interface QuickTry {
  readonly tactic: string;
  readonly cap: number;
}
