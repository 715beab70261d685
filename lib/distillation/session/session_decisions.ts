import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { LearningSession } from "./learning_session.ts";

/**
 * `decisions.json`: all that a session decided and found, without wall-clock and commits. A replay must give
 * these bytes again; what people decide afterwards changes `session.json` only.
 */
export function decisionsText(session: LearningSession): string {
  const {
    timing: _timing,
    gitCheckpointPre: _pre,
    gitCheckpointPost: _post,
    editOutcomes,
    ...rest
  } = session;
  const outcomes = editOutcomes.map(({ commit: _commit, ...outcome }) => outcome);
  return `${
    canonicalJson({ schema: "distillation.decisions/1", ...rest, editOutcomes: outcomes })
  }\n`;
}
