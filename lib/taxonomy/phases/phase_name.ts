/** The phases in their order; each reads what earlier ones wrote. */
export const PHASE_NAMES = ["S0", "S1", "S2", "S3", "assembly"] as const;

/** One of the phases, also the name of its folder in a run. */
export type PhaseName = (typeof PHASE_NAMES)[number];
