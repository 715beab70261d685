import type { StateBytes } from "../../../lib/distillation/state/state_repository.ts";

const TEXTS: Readonly<Record<string, string>> = {
  "config.jsonc": `{
  // which model answers what
  "routing": { "maths": "small" },
  "models": { "small": { "max_tokens": 10, "max_tokens_hard": 20 }, "größer": {} },
  "agents": { "solver": { "class": "react", "tools": ["search"], "params": { "turns": 3 } } }
}
`,
  "tools/descriptions.jsonc": '{ "search": "Finds things.", "run": "Runs things." }\n',
  "prompts/solver.md": "one\ntwo\nthree\nfour\n",
  "arc/search.jsonc": '{ "nodeBudget": 100 }\n',
  "proof/portfolio.jsonc": '{ "heartbeats": 100 }\n',
  "arc/modules.jsonc": '{ "ruler": "builtin:symbolic", "student": null }\n',
  "arc/ruler.jsonc": '{ "settings": {} }\n',
  "arc/memory.jsonc": '{ "enabled": false, "maxBytes": 100 }\n',
  "taxonomy/policies.jsonc": '{ "gates": { "least": 0.5, "labels": ["a"] } }\n',
};

/** A state with something for every op. */
export function sampleState(more: Readonly<Record<string, string>> = {}): StateBytes {
  return new Map(
    Object.entries({ ...TEXTS, ...more }).sort(([a], [b]) => a < b ? -1 : 1)
      .map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
}
