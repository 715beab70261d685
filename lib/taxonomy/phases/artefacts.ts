/** Names of the outputs that one phase writes and others, or the commands on finished runs, read. */
export const ARTEFACTS = {
  /** S0: `SourceRecord`. */
  records: "records",
  /** S0: `BatchMetrics`, a row per part. */
  metrics: "metrics",
  /** S1 (a step per level): `Candidate`. S2 and S3: those that are left, under the same name. */
  candidates: "candidates",
  /** Assembly: `Concept`, parents before children; what is scored, compared and exported. */
  concepts: "concepts",
  /** S2 and assembly: `Operation`, in order. */
  operations: "operations",
  /** S3 and assembly: `Finding`. */
  findings: "findings",
  /** Every phase: `Decision`, by `StepContext.decide`. */
  decisions: "decisions",
  /** Every phase: `QuarantineItem`, by `StepContext.quarantine`. */
  quarantine: "quarantine",
} as const;

/** The name of an output. */
export type Artefact = (typeof ARTEFACTS)[keyof typeof ARTEFACTS];
