import { answerSettings, type OpenAiSettings } from "../../substrate/models/openai_settings.ts";

/** The kind of module spec that stands for a model behind an OpenAI-compatible endpoint. */
export const ENDPOINT_KIND = "openai-compatible";

/** A module whose model sits behind an endpoint. */
export interface Endpoint {
  readonly model: OpenAiSettings;
}

/** A ruler whose model writes programs. */
export interface RulerEndpoint extends Endpoint {
  /** Times the same question is asked; each has an answer of its own where the temperature is above 0. */
  readonly samples: number;
  /** Programs taken of one answer at most. */
  readonly programs: number;
  /** The 1-based turn it is asked in, the last one where there are fewer. */
  readonly turn: number;
}

/** The modules of a run that ask a model; the others are what their settings say. */
export interface EndpointSettings {
  readonly describer?: Endpoint;
  readonly ruler?: RulerEndpoint;
  readonly student?: RulerEndpoint;
  readonly critic?: Endpoint;
}

/** One of the modules that may ask a model. */
export type EndpointModule = keyof EndpointSettings;

/** The modules that ask, in one order. */
export function endpointModules(endpoints: EndpointSettings): [EndpointModule, Endpoint][] {
  const names = ["describer", "ruler", "student", "critic"] as const;
  return names.flatMap((name) => {
    const endpoint = endpoints[name];
    return endpoint === undefined ? [] : [[name, endpoint] as [EndpointModule, Endpoint]];
  });
}

/** What of the settings decides results: a run may go on with another key, price, limit or patience. */
export function decidingEndpoints(endpoints: EndpointSettings): Record<string, unknown> {
  return Object.fromEntries(
    endpointModules(endpoints).map(([name, endpoint]) => [name, decidingEndpoint(endpoint)]),
  );
}

/** The deciding part of one module's settings. */
export function decidingEndpoint(endpoint: Endpoint): Record<string, unknown> {
  return { ...endpoint, model: answerSettings(endpoint.model) };
}
