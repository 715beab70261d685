import type * as z from "zod";
import { digestOf } from "../../substrate/values/digest.ts";
import type { BlameLocus, Directive } from "../critic/critique.ts";
import type { DirectiveSeed } from "../critic/directives.ts";
import type { Critic } from "../loop/modules.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import type { directivesForm } from "./answer_forms.ts";
import type { AskModel } from "./ask_model.ts";
import { decidingEndpoint, type Endpoint } from "./endpoint_settings.ts";
import { criticPrompt, PROMPT_VERSION } from "./prompts.ts";

/** Directives taken of one answer at most. */
const MOST_DIRECTIVES = 12;

/**
 * A critic whose directives a model gives; what `base` would ask for follows after them.
 *
 * Scores, blame and analysis stay `base`'s: a model never judges. Directives of unknown edits, at steps that
 * are not there, or with hints that cannot be meant are left out. No answer: `base`'s directives.
 */
export function endpointCritic(base: Critic, endpoint: Endpoint, ask: AskModel): Critic {
  return {
    ref: {
      name: base.ref.name,
      digest: digestOf({
        base: base.ref.digest,
        endpoint: decidingEndpoint(endpoint),
        prompt: PROMPT_VERSION,
      }),
    },
    critique: base.critique,
    directives: (seed, context) => {
      const own = base.directives(seed, context);
      if (seed.verify.errorType === "ok") return own;
      const messages = criticPrompt(context.task, seed, context.predictions);
      const [answer] = ask([{ module: "critic", messages, trial: 0 }]);
      if (answer?.ok !== true) return own;
      const requests = (answer.value as z.output<typeof directivesForm>).directives;
      const asked = requests.slice(0, MOST_DIRECTIVES)
        .flatMap((request) => directiveOf(request, seed) ?? []);
      const byId = new Map(
        [...asked, ...own].map((directive) => [directive.directiveId, directive]),
      );
      return [...byId.values()].slice(0, Math.max(own.length, asked.length));
    },
  };
}

type Request = z.output<typeof directivesForm>["directives"][number];

/** The directive that a request comes to; `undefined` for one that nobody could follow. */
export function directiveOf(
  { op, step, hint: given }: Request,
  seed: DirectiveSeed,
): Directive | undefined {
  if (!editOps.has(op) || step < -1 || step >= seed.program.steps.length) return undefined;
  const hint: { [name: string]: number | string } = {};
  for (const { name, value } of given) {
    if (!isPlausible(name, value)) return undefined;
    hint[name] = value;
  }
  const locus: BlameLocus = { stage: "ruler", step };
  const seedId = seed.candidateId;
  return { directiveId: digestOf({ seed: seedId, op, locus, hint }), seedId, op, locus, hint };
}

/** Colours, offsets and words; anything else no edit reads. */
function isPlausible(
  name: string,
  value: Request["hint"][number]["value"],
): value is number | string {
  if (name === "from" || name === "to") return isWhole(value, 0, 9);
  if (name === "dx" || name === "dy") return isWhole(value, -29, 29);
  return name === "motion" && typeof value === "string" && /^[a-z0-9_]{1,20}$/.test(value);
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}
