import type { ChatMessage } from "../../substrate/models/openai_client.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Diagnosis, PlanRequest, Teacher, TeacherDesk } from "../session/ports.ts";
import { diagnosisPrompt, planPrompt } from "./teacher_prompts.ts";
import { TeacherFailed } from "./teacher_failed.ts";
import type { planForm, turnForm } from "./teacher_forms.ts";
import type { TeacherModel } from "./teacher_model.ts";
import type * as z from "zod";

/** Turns of a diagnosis; those that call no tool count too. */
const MOST_TURNS = 40;
/** Turns in a row that neither call a tool nor end. */
const IDLE_TURNS = 3;

/**
 * A teacher behind a model endpoint. It asks for tools turn by turn and plans in one answer; its rates are
 * recounted, its edits validated, gated and priced like any other's.
 */
export function endpointTeacher(name: string, model: TeacherModel): Teacher {
  return {
    name,
    diagnose: async (desk) => {
      const messages: ChatMessage[] = [...diagnosisPrompt(desk.tools, desk.callsLeft)];
      let idle = 0;
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const answer = await model.ask("teacher_turn", messages, desk) as z.output<typeof turnForm>;
        messages.push({ role: "assistant", content: canonicalJson(answer) });
        if (answer.diagnosis !== null) return answer.diagnosis satisfies Diagnosis;
        if (answer.tool === null) {
          if (++idle === IDLE_TURNS) break;
          messages.push({ role: "user", content: "Call a tool, or give the diagnosis." });
          continue;
        }
        idle = 0;
        messages.push({
          role: "user",
          content: await resultOf(answer.tool, answer.inputJson, desk),
        });
      }
      throw new TeacherFailed(`${name}: it came to no diagnosis`);
    },
    plan: async (request: PlanRequest, desk) => {
      const files = await desk.call("get_config", {});
      const { paths } = files.value as { paths: readonly string[] };
      const { text } = await desk.call("get_config", { paths: paths.slice(0, 100) });
      const messages = planPrompt(request, text);
      const { edits } = await model.ask("teacher_plan", messages, desk) as z.output<
        typeof planForm
      >;
      return edits.map(({ payloadJson, expectedGain, ...edit }) => ({
        ...edit,
        payload: parsed(payloadJson),
        refs: [],
        ...(expectedGain === null ? {} : { expectedGain }),
      }));
    },
  };
}

async function resultOf(
  tool: string,
  inputJson: string | null,
  desk: TeacherDesk,
): Promise<string> {
  const input = parsed(inputJson ?? "{}");
  const { callId, ok, text } = await desk.call(tool, input);
  return `${callId} ${ok ? "returned" : "failed"} (${desk.callsLeft} calls left): ${text}`;
}

/** What is no JSON stays text, which the tool or the plan then refuses by name. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
