import { assemblyPhase } from "../assembly/assembly_phase.ts";
import type { PhaseDefinition } from "../phases/phase.ts";
import { rawExtractionPhase } from "../s0_raw_extraction/raw_extraction_phase.ts";
import { levelwisePhase } from "../s1_levelwise/levelwise_phase.ts";
import { consolidationPhase } from "../s2_consolidation/consolidation_phase.ts";
import { verificationPhase } from "../s3_token_verification/verification_phase.ts";

/** The phases of a taxonomy, in order. */
export const defaultPhases: readonly PhaseDefinition[] = [
  rawExtractionPhase,
  levelwisePhase,
  consolidationPhase,
  verificationPhase,
  assemblyPhase,
];
