import { critique } from "../../../lib/arc/critic/critic.ts";
import { directivesFor } from "../../../lib/arc/critic/directives.ts";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import type { LoopEvent, Solution } from "../../../lib/arc/loop/loop_event.ts";
import type { Modules } from "../../../lib/arc/loop/modules.ts";
import { type LoopOptions, solveTask } from "../../../lib/arc/loop/solve_task.ts";
import type { Family } from "../../../lib/arc/ruler/draft.ts";
import type { Ruler } from "../../../lib/arc/ruler/ruler.ts";
import type { StageName } from "../../../lib/arc/ruler/stage.ts";
import type { Task } from "../../../lib/arc/task/task.ts";
import { taskDigest } from "../../../lib/arc/task/task_digest.ts";

/** A grid from digits: `"12/34"`. */
export function grid(text: string): Grid {
  return Grid.fromRows(text.split("/").map((row) => [...row].map(Number)));
}

/** A task from `input>output` pairs and test inputs. */
export function task(taskId: string, pairs: string[], tests: string[]): Task {
  const train = pairs.map((pair) => {
    const [input, output] = pair.split(">");
    return { input: grid(input!), output: grid(output!) };
  });
  const testInputs = tests.map(grid);
  return { taskId, digest: taskDigest(taskId, train, testInputs), train, testInputs };
}

/** A program of rigid motions. */
export function motions(...names: string[]): Program {
  return {
    steps: names.map((motion, i) => ({ op: "move_rigid", args: [i], params: { motion } })),
  };
}

/** A family that proposes the same programs for every task, a node each. */
export function family(name: string, programs: Program[], log: string[] = []): Family {
  return {
    name,
    doc: "Fixed programs.",
    applies: () => true,
    *drafts(_problem, budget) {
      log.push(name);
      for (const program of programs) {
        if (!budget.spend()) return;
        yield { program, family: name };
      }
    },
  };
}

/** A ruler of fixed families. */
export function ruler(
  source: "teacher" | "student",
  stages: Partial<Record<StageName, Family[]>>,
  edits?: string[],
): Ruler {
  return {
    ref: { name: "fixed", digest: "0" },
    source,
    stages: Object.entries(stages).map(([name, families]) => ({
      name: name as StageName,
      families,
      share: 0.5,
      draftLimit: 10,
    })),
    ...(edits === undefined ? {} : { edits }),
  };
}

/** Modules with a given teacher, perhaps a student, and the real critic. */
export function modules(teacher: Ruler, student?: Ruler): Modules {
  const ref = { name: "fixed", digest: "0" };
  return {
    describer: { ref, describe: () => [{ kind: "size.same", args: {}, support: [0] }] },
    teacher,
    ...(student === undefined ? {} : { student }),
    critic: { ref, critique, directives: directivesFor },
  };
}

/** Runs the loop to its end. */
export function solve(
  subject: Task,
  parts: Modules,
  options: LoopOptions = {},
): { events: LoopEvent[]; solution: Solution } {
  const events: LoopEvent[] = [];
  const steps = solveTask(subject, parts, { nodeBudget: 20_000, ...options });
  let step = steps.next();
  for (; !step.done; step = steps.next()) events.push(step.value);
  return { events, solution: step.value };
}
