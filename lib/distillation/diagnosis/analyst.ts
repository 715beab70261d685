import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { EditAction, EditProposal } from "../edits/edit.ts";
import { refusalOf } from "../plan/make_plan.ts";
import type {
  AdvisedEdit,
  BenchmarkAdvice,
  ClaimedCluster,
  PlanRequest,
  Teacher,
  TeacherDesk,
  ToolResult,
  TraceView,
} from "../session/ports.ts";
import { type FailureGroup, groupFailures } from "./group_failures.ts";
import { percent } from "./percent.ts";

/** The name of the teacher that needs no model. */
export const ANALYST = "builtin:analyst";

/** An edit as it was tried on a copy. */
interface TriedEdit {
  readonly action: EditAction;
  readonly rationale: string;
  readonly descriptions: readonly string[];
  readonly refs: readonly string[];
  /** Expected gain of the mean score over the whole diagnose split. */
  readonly gain: number;
}

/** Failing tasks of a cluster, and passing tasks, that an edit is tried on. */
const TRIED = 8;
const CONTROLS = 4;
const EDITS_PER_CLUSTER = 3;

/**
 * The deterministic teacher: groups failures by what their traces share, asks the benchmark's own advice for
 * edits, tries each on a copy of the harness, and plans those that helped, best first.
 *
 * One per session: it remembers between diagnosis and plan what it tried.
 */
export function builtinAnalyst(advice: BenchmarkAdvice | undefined): Teacher {
  const tried = new Map<string, TriedEdit>();
  return {
    name: ANALYST,
    diagnose: async (desk) => {
      const runs = await allRuns(desk);
      const facets = advice?.clusterBy ??
        [...new Set(runs.flatMap((run) => Object.keys(run.facets)))].sort();
      const groups = groupFailures(runs, { facets });
      if (groups.length === 0) return { summary: quietSummary(runs), clusters: [] };
      const read = await stateReader(desk);
      const clusters: ClaimedCluster[] = [];
      for (const group of groups) {
        if (desk.callsLeft < 1) break;
        const description = advice?.describe(group.facet, group.value) ??
          `runs with ${group.facet} ${group.value}`;
        const ids = spread(group.runs.map((run) => run.taskId), 20);
        const seen = await viewsOf(await desk.call("run_student_on_task", { taskIds: ids }));
        const request = {
          facet: group.facet,
          value: group.value,
          runs: group.runs,
          allRuns: runs,
          read,
        };
        const edits = (advice?.propose(request) ?? []).slice(0, EDITS_PER_CLUSTER);
        const best = await tryEdits(edits, group, runs, description, desk, tried);
        clusters.push({
          description,
          memberTaskIds: group.runs.map((run) => run.taskId),
          studentFailureRate: share(seen, (run) => !run.passed),
          teacherSuccessRate: best.rate,
          skillGap: best.edit === undefined
            ? "no edit that was tried helped"
            : `${best.edit.op} helps: ${
              percent(best.rate)
            } of the cluster's tasks pass with the best try`,
        });
      }
      return { summary: summaryOf(runs, clusters), clusters };
    },
    plan: (request) => Promise.resolve(planned([...tried.values()], request)),
  };
}

/** Tries edits on the failures of a group and on tasks that pass; says how many failures any of them solved. */
async function tryEdits(
  edits: readonly AdvisedEdit[],
  group: FailureGroup,
  runs: readonly TraceView[],
  description: string,
  desk: TeacherDesk,
  tried: Map<string, TriedEdit>,
): Promise<{ readonly rate: number; readonly edit?: EditAction }> {
  const failing = spread(group.runs.filter((run) => !run.passed).map((run) => run.taskId), TRIED);
  const passing = spread(runs.filter((run) => run.passed).map((run) => run.taskId), CONTROLS);
  const before = new Map(runs.map((run) => [run.taskId, run.score ?? 0]));
  const members = new Set(group.runs.map((run) => run.taskId));
  const [seen, solved] = [new Set<string>(), new Set<string>()];
  let best: TriedEdit | undefined;
  for (const { rationale, op, payload } of edits) {
    if (desk.callsLeft < 1) break;
    const action = { op, payload } as EditAction;
    const result = await desk.call("try_edit_on_task", {
      edit: action,
      taskIds: [...failing, ...passing],
    });
    if (!result.ok) continue;
    const views = viewsOf(result);
    for (const run of views.filter((one) => members.has(one.taskId) && one.score !== undefined)) {
      seen.add(run.taskId);
      if (run.passed) solved.add(run.taskId);
    }
    const change = (ids: readonly string[]) => {
      const own = views.filter((run) => ids.includes(run.taskId) && run.score !== undefined);
      const sum = own.reduce((total, run) => total + run.score! - before.get(run.taskId)!, 0);
      return own.length === 0 ? 0 : sum / own.length;
    };
    const passed = runs.filter((run) => run.passed).length;
    const gain = (change(failing) * group.failed + change(passing) * passed) / runs.length;
    const key = canonicalJson(action);
    const known = tried.get(key);
    const edit: TriedEdit = {
      action,
      rationale,
      descriptions: [...known?.descriptions ?? [], description],
      refs: [...known?.refs ?? [], result.callId],
      gain: (known?.gain ?? 0) + gain,
    };
    tried.set(key, edit);
    if (best === undefined || edit.gain > best.gain) best = edit;
  }
  const rate = solved.size / Math.max(1, seen.size);
  return best === undefined || best.gain <= 0 ? { rate } : { rate, edit: best.action };
}

/** The edits that helped when tried, best first, and last those that a gate or a person turned down before. */
function planned(tried: readonly TriedEdit[], request: PlanRequest): readonly EditProposal[] {
  const refused = (one: TriedEdit) => Number(refusalOf(one.action, request.history) !== undefined);
  const room = new Map(request.clusters.map((cluster) => [cluster.id, request.editsPerCluster]));
  const idOf = new Map(request.clusters.map((cluster) => [cluster.description, cluster.id]));
  return [...tried].filter((one) => one.gain > 0)
    .sort((a, b) =>
      refused(a) - refused(b) || b.gain - a.gain ||
      (canonicalJson(a.action) < canonicalJson(b.action) ? -1 : 1)
    )
    .flatMap((one) => {
      const clusterIds = one.descriptions.flatMap((description) => idOf.get(description) ?? [])
        .filter((id) => room.get(id)! > 0);
      if (clusterIds.length === 0) return [];
      for (const id of clusterIds) room.set(id, room.get(id)! - 1);
      const expectedGain = Math.min(1, Number(one.gain.toFixed(6)));
      return [{
        ...one.action,
        clusterIds,
        rationale: one.rationale,
        expectedGain,
        refs: one.refs,
      }];
    });
}

async function allRuns(desk: TeacherDesk): Promise<readonly TraceView[]> {
  const runs: TraceView[] = [];
  for (;;) {
    const { value } = await desk.call("list_traces", { offset: runs.length, limit: 500 });
    const { total, traces } = value as { total: number; traces: readonly TraceView[] };
    runs.push(...traces);
    if (runs.length >= total || traces.length === 0) return runs;
  }
}

async function stateReader(desk: TeacherDesk): Promise<(path: string) => string | undefined> {
  const { paths } = (await desk.call("get_config", {})).value as { paths: readonly string[] };
  const { value } = await desk.call("get_config", { paths: paths.slice(0, 100) });
  const { files = [] } = value as { files?: readonly { path: string; text: string }[] };
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return (path) => texts.get(path);
}

function viewsOf({ ok, value }: ToolResult): readonly TraceView[] {
  return ok ? value as readonly TraceView[] : [];
}

/** At most `limit` of the names, evenly over their sorted list. */
function spread(names: readonly string[], limit: number): readonly string[] {
  const sorted = [...new Set(names)].sort();
  if (sorted.length <= limit) return sorted;
  return Array.from({ length: limit }, (_, i) => sorted[Math.floor(i * sorted.length / limit)]!);
}

function share(runs: readonly TraceView[], test: (run: TraceView) => boolean): number {
  return runs.length === 0 ? 0 : runs.filter(test).length / runs.length;
}

function quietSummary(runs: readonly TraceView[]): string {
  const failed = runs.filter((run) => !run.passed).length;
  return `${failed} of ${runs.length} runs failed; no cause is shared by three of them.`;
}

function summaryOf(runs: readonly TraceView[], clusters: readonly ClaimedCluster[]): string {
  const failed = runs.filter((run) => !run.passed).length;
  return `${failed} of ${runs.length} runs failed; ${clusters.length} ` +
    `${clusters.length === 1 ? "cause is" : "causes are"} shared by three or more.`;
}
