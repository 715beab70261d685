import type { Modules } from "../loop/modules.ts";
import type { AskModel } from "./ask_model.ts";
import { endpointCritic } from "./endpoint_critic.ts";
import { endpointDescriber } from "./endpoint_describer.ts";
import { endpointRuler } from "./endpoint_ruler.ts";
import type { EndpointSettings } from "./endpoint_settings.ts";

/** Modules of which those named in the settings ask a model. */
export function withEndpoints(
  modules: Modules,
  { describer, ruler, student, critic }: EndpointSettings,
  ask: AskModel,
): Modules {
  return {
    describer: describer === undefined
      ? modules.describer
      : endpointDescriber(modules.describer, describer, ask),
    teacher: ruler === undefined ? modules.teacher : endpointRuler(modules.teacher, ruler, ask),
    ...(modules.student === undefined ? {} : {
      student: student === undefined
        ? modules.student
        : endpointRuler(modules.student, student, ask),
    }),
    critic: critic === undefined ? modules.critic : endpointCritic(modules.critic, critic, ask),
  };
}
