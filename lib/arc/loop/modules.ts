import type { Directive } from "../critic/critique.ts";
import type { CritiqueOptions } from "../critic/critic.ts";
import type { Critique } from "../critic/critique.ts";
import type { DirectiveContext, DirectiveSeed } from "../critic/directives.ts";
import type { Fact } from "../describer/fact.ts";
import type { Program } from "../dsl/program.ts";
import type { Ruler } from "../ruler/ruler.ts";
import type { Task } from "../task/task.ts";
import type { ModuleRef } from "../trace/trace.ts";
import type { Verification } from "../verifier/verify.ts";

/** States facts about a task. */
export interface Describer {
  readonly ref: ModuleRef;
  describe(task: Task): readonly Fact[];
}

/** Scores, blames and directs; never decides what is better, which is the comparator's office. */
export interface Critic {
  readonly ref: ModuleRef;
  critique(
    program: Program,
    task: Task,
    verification: Verification,
    options?: CritiqueOptions,
  ): Critique;
  directives(seed: DirectiveSeed, context: DirectiveContext): readonly Directive[];
}

/** What the loop is put together from. Verifier and comparator are not among them: they are fixed. */
export interface Modules {
  readonly describer: Describer;
  readonly teacher: Ruler;
  /** Takes part beside the teacher when present. */
  readonly student?: Ruler;
  readonly critic: Critic;
}
