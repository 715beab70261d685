import type * as z from "zod";
import { canonicalJson, type Json } from "../../substrate/values/canonical_json.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { DESCRIBER_VERSION, supportOf } from "../describer/describe.ts";
import type { Fact } from "../describer/fact.ts";
import { factKindNamed } from "../describer/fact_kinds.ts";
import type { Describer } from "../loop/modules.ts";
import type { Task } from "../task/task.ts";
import type { factsForm } from "./answer_forms.ts";
import type { AskModel } from "./ask_model.ts";
import { decidingEndpoint, type Endpoint } from "./endpoint_settings.ts";
import { describerPrompt, PROMPT_VERSION } from "./prompts.ts";

/** Facts taken of one answer at most. */
const MOST_FACTS = 32;

/**
 * A describer that states what `base` states, and what a model adds to it.
 *
 * A claim counts only where its kind could have made it, and only for the train pairs on which it is found
 * to hold: a lie is left out, a half-truth gets the support it has. No answer, no additions.
 */
export function endpointDescriber(base: Describer, endpoint: Endpoint, ask: AskModel): Describer {
  const identity = { base: base.ref.digest, endpoint: decidingEndpoint(endpoint) };
  return {
    ref: {
      name: base.ref.name,
      digest: digestOf({ ...identity, prompt: PROMPT_VERSION, version: DESCRIBER_VERSION }),
    },
    describe: (task) => {
      const facts = base.describe(task);
      const messages = describerPrompt(task, facts);
      const [answer] = ask([{ module: "describer", messages, trial: 0 }]);
      if (answer?.ok !== true) return facts;
      const claims = (answer.value as z.output<typeof factsForm>).facts.slice(0, MOST_FACTS);
      return withClaims(facts, claims, task);
    },
  };
}

type Claim = z.output<typeof factsForm>["facts"][number];

/** Stated facts and those claims that hold: certain ones first, then by support, as a describer states them. */
export function withClaims(
  facts: readonly Fact[],
  claims: readonly Claim[],
  task: Task,
): readonly Fact[] {
  const stated = new Set(facts.map(keyOf));
  const added: Fact[] = [];
  for (const claim of claims) {
    const fact = checked(claim, task);
    if (fact === undefined || stated.has(keyOf(fact))) continue;
    stated.add(keyOf(fact));
    added.push(fact);
  }
  if (added.length === 0) return facts;
  // Sorting is stable: among facts of equal support the stated ones keep their order and their place.
  return [...facts, ...added].sort((a, b) => b.support.length - a.support.length);
}

/** The fact that a claim comes to, with its true support; `undefined` for a lie or nonsense. */
function checked({ kind: name, args }: Claim, { train }: Task): Fact | undefined {
  const kind = factKindNamed(name);
  if (kind === undefined) return undefined;
  const claimed = canonicalJson(Object.fromEntries(args.map(({ name, value }) => [name, value])));
  // A kind understands only arguments that it proposes itself.
  for (const proposal of kind.propose(train)) {
    if (canonicalJson(proposal) !== claimed) continue;
    const fact: Fact = { kind: kind.name, args: proposal as { [name: string]: Json }, support: [] };
    const support = supportOf(fact, train);
    return support.length === 0 ? undefined : { ...fact, support };
  }
  return undefined;
}

function keyOf({ kind, args }: Fact): string {
  return `${kind} ${canonicalJson(args)}`;
}
