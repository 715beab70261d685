import { zodFault } from "../../substrate/records/zod_fault.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import {
  type Edit,
  type EditAction,
  editIdOf,
  type EditProposal,
  editProposalSchema,
} from "../edits/edit.ts";
import { opOf } from "../edits/edit_ops.ts";
import { replacementOf } from "../edits/ops/patch_system_prompt.ts";
import { promptPath } from "../edits/prompt_path.ts";
import type { FailureCluster } from "../session/failure_cluster.ts";
import type { EditHistory } from "../session/ports.ts";
import type { StateFiles } from "../state/state_files.ts";
import type { LearningPlan } from "./learning_plan.ts";

/** What a plan is made from. */
export interface MakePlanInput {
  readonly sessionId: string;
  readonly teacher: string;
  readonly diagnosisSummary: string;
  readonly baseDigest: string;
  readonly files: StateFiles;
  readonly clusters: readonly FailureCluster[];
  /** As the teacher gave them. */
  readonly proposals: readonly unknown[];
  readonly editsPerCluster: number;
  /** What became of the edits of earlier sessions. */
  readonly history: readonly EditHistory[];
}

/** Ends after which an edit is not planned again. */
const REFUSED: readonly string[] = [
  "rejected_by_gate",
  "rejected_by_user",
  "rolled_back",
];

/**
 * Makes the plan of a session from a teacher's proposals. Tiers and identities are computed; a proposal that is
 * no edit, repeats another, was turned down before, names no supported cluster or is one too many for its
 * cluster is dropped with its reason.
 */
export function makePlan(input: MakePlanInput): LearningPlan {
  const { sessionId, teacher, diagnosisSummary, baseDigest, files } = input;
  const supported = new Set(
    input.clusters.filter((one) => one.verdict === "supported").map((one) => one.id),
  );
  const perCluster = new Map<string, number>();
  const edits: Edit[] = [];
  const dropped: LearningPlan["dropped"][number][] = [];
  for (const proposal of input.proposals) {
    const drop = (reason: string) => void dropped.push({ proposal: jsonOf(proposal), reason });
    const parsed = editProposalSchema.safeParse(proposal);
    if (!parsed.success) {
      drop(inputError(zodFault(parsed.error, proposal)).message);
      continue;
    }
    const refused = refusalOf(parsed.data, input.history);
    if (refused !== undefined) {
      drop(`an earlier session had it: ${refused.replaceAll("_", " ")}`);
      continue;
    }
    const named = parsed.data.clusterIds.filter((id) => supported.has(id));
    if (named.length === 0) {
      drop("it names no cluster that the evidence supports");
      continue;
    }
    const free = named.filter((id) => (perCluster.get(id) ?? 0) < input.editsPerCluster);
    if (free.length === 0) {
      drop(`its clusters have ${input.editsPerCluster} edits already`);
      continue;
    }
    const edit = finished({ ...parsed.data, clusterIds: named }, baseDigest, files);
    if (edits.some((one) => one.id === edit.id)) {
      drop("it repeats another edit of the plan");
      continue;
    }
    for (const id of free) perCluster.set(id, (perCluster.get(id) ?? 0) + 1);
    edits.push(edit);
  }
  const failureClusters = input.clusters.map((cluster) => ({
    ...cluster,
    addressedByEditIds: edits.filter((edit) => edit.clusterIds.includes(cluster.id))
      .map((edit) => edit.id),
  }));
  return { sessionId, teacher, diagnosisSummary, baseDigest, failureClusters, edits, dropped };
}

/** How an edit like this was turned down before, if it was. */
export function refusalOf(
  { op, payload }: EditAction,
  history: readonly EditHistory[],
): string | undefined {
  const told = canonicalJson(payload);
  return history.find((one) =>
    REFUSED.includes(one.status) && one.op === op && canonicalJson(one.payload) === told
  )?.status;
}

/** The edit of a proposal: a patch of most of a prompt is told as the replacement it is. */
function finished(proposal: EditProposal, baseDigest: string, files: StateFiles): Edit {
  let edit = proposal;
  if (proposal.op === "patch_system_prompt") {
    const { agent } = proposal.payload;
    const text = files.read(promptPath(agent));
    const newContent = text === undefined ? undefined : replacementOf(proposal.payload, text);
    if (newContent !== undefined) {
      edit = { ...proposal, op: "replace_system_prompt", payload: { agent, newContent } };
    }
  }
  const op = opOf(edit.op);
  return {
    ...edit,
    id: editIdOf(edit, baseDigest),
    pillar: op.pillar,
    riskTier: tierOf(edit, files),
    baseDigest,
  };
}

/** The computed tier; a state that cannot be read makes every edit of it a matter for people. */
export function tierOf(action: EditProposal | Edit, files: StateFiles): Edit["riskTier"] {
  try {
    return opOf(action.op).tier(action.payload, files);
  } catch {
    return "manual";
  }
}

function jsonOf(value: unknown): LearningPlan["dropped"][number]["proposal"] {
  try {
    return JSON.parse(canonicalJson(value));
  } catch {
    return String(value);
  }
}
