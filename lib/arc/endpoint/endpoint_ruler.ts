import type * as z from "zod";
import { digestOf } from "../../substrate/values/digest.ts";
import { evaluate } from "../dsl/evaluate.ts";
import { parseProgram } from "../dsl/parse_program.ts";
import type { Program } from "../dsl/program.ts";
import { DSL_VERSION } from "../dsl/registry.ts";
import type { Family } from "../ruler/draft.ts";
import type { Ruler } from "../ruler/ruler.ts";
import { MODEL_STAGE } from "../ruler/stage.ts";
import type { Task } from "../task/task.ts";
import type { programsForm } from "./answer_forms.ts";
import type { AskModel } from "./ask_model.ts";
import { decidingEndpoint, type RulerEndpoint } from "./endpoint_settings.ts";
import { PROMPT_VERSION, rulerPrompt } from "./prompts.ts";

/** Beyond this a text is no program a person would read, and checking it costs more than it is worth. */
const MOST_CHARACTERS = 8000;
const MOST_STEPS = 64;

/**
 * A ruler whose drafts are written by a model, in the place of `base`, whose source and edits it keeps.
 *
 * The programs are parsed, type-checked and then verified like any other draft, each for a node; a text
 * that is no program costs its node and nothing else. The model is asked in one turn, the others
 * live on edits.
 */
export function endpointRuler(base: Ruler, endpoint: RulerEndpoint, ask: AskModel): Ruler {
  const family = modelFamily(base.source, endpoint, ask);
  return {
    ref: {
      name: base.ref.name,
      digest: digestOf({
        source: base.source,
        endpoint: decidingEndpoint(endpoint),
        edits: base.edits,
        prompt: PROMPT_VERSION,
        dsl: DSL_VERSION,
      }),
    },
    source: base.source,
    stages: [{
      name: MODEL_STAGE,
      families: [family],
      share: 1,
      turn: endpoint.turn - 1,
      draftLimit: endpoint.samples * endpoint.programs,
    }],
    ...(base.edits === undefined ? {} : { edits: base.edits }),
  };
}

function modelFamily(
  source: Ruler["source"],
  { samples, programs }: RulerEndpoint,
  ask: AskModel,
): Family {
  return {
    name: MODEL_STAGE,
    doc: "Programs written by a model behind an endpoint.",
    applies: () => true,
    *drafts({ task, facts }, budget) {
      const messages = rulerPrompt(task, facts, programs);
      const module = source === "student" ? "student" : "ruler";
      const questions = Array.from(
        { length: samples },
        (_, trial) => ({ module, messages, trial }),
      );
      for (const answer of ask(questions)) {
        if (!answer.ok) continue;
        const texts = (answer.value as z.output<typeof programsForm>).programs.slice(0, programs);
        for (const text of texts) {
          if (!budget.spend()) return;
          const program = readProgram(text);
          if (program !== undefined && givesColours(program, task)) {
            yield { program, family: MODEL_STAGE };
          }
        }
      }
    },
  };
}

/** The program a model wrote; `undefined` where it wrote none. */
export function readProgram(text: string): Program | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    const program = parseProgram(text);
    return program.steps.length === 0 || program.steps.length > MOST_STEPS ? undefined : program;
  } catch {
    // Besides what does not parse: literals nested so deep that checking them overflows the stack.
    return undefined;
  }
}

/** Tables may hold any number: what comes out must still be colours, on the test inputs too. */
function givesColours(program: Program, { train, testInputs }: Task): boolean {
  return [...train.map((pair) => pair.input), ...testInputs].every((input) => {
    const result = evaluate(program, input);
    return result.kind === "failed" || result.grid.cells.every((cell) => cell <= 9);
  });
}
