/**
 * The files of a new state: the harness as it is without any learning. Each says what it decides; the
 * adapters in `lib/benchmarks` read them.
 */
export const starterState: Readonly<Record<string, string>> = {
  "config.jsonc": `{
  // Which model answers which class of query.
  "routing": {},
  // Parameters by model.
  "models": {},
  // By agent: its class, its tools, its parameters.
  "agents": {}
}
`,
  "tools/descriptions.jsonc": `{
  // What each tool says of itself.
}
`,
  "arc/search.jsonc": `{
  // Search nodes per task.
  "nodeBudget": 60000,
  // Turns at most; later ones run only while a task is unsolved.
  "loopIters": 3,
  // Drafts recorded per turn.
  "candidateK": 4,
  // Edits made of each seed, and candidates edited per turn.
  "editK": 4,
  "editTopM": 2
}
`,
  "arc/modules.jsonc": `{
  // A built-in, or a file of this state that holds a module spec; null: no student.
  "describer": "builtin:symbolic",
  "ruler": "arc/ruler.jsonc",
  "student": null,
  "critic": "builtin:symbolic"
}
`,
  "arc/ruler.jsonc": `{
  "schema": "module.spec/1",
  "module": "ruler",
  "kind": "symbolic",
  "settings": {
    // Stages in the order they run; one that is not named does not run.
    "stages": ["closed_form", "enumeration", "rules", "deep_enumeration"]
  }
}
`,
  "arc/memory.jsonc": `{
  // Whether runs read what earlier runs remember, and how much of it.
  "enabled": false,
  "episodes": 8,
  "cases": 8,
  "solvedExamples": 8,
  "repairCases": 8,
  "macros": 8,
  "maxBytes": 65536
}
`,
  "taxonomy/policies.jsonc": `{
  // Laid over the built-in policies; whatever is not named stays as it is there.
  "label": {
    // From here on two names are one.
    "parentSimilarity": 0.86
  },
  "levelwise": {
    // What each kind of evidence for a parent weighs.
    "placementWeights": {
      "genus": 1.9,
      "transparent": 1.39,
      "head_noun": 2.5,
      "compound": 1.75,
      "adjective": 1.21,
      "agent": 1.01,
      "of_phrase": 1.56,
      "mention": 1.73,
      "clear_mention": 0.75,
      "contained_label": 1.63,
      "shared_modifier": 0.6,
      "domain_texts": 0.59,
      "similar": 1.8,
      "similar_context": 0.75,
      "siblings": 1.25,
      "siblings_context": 1.29,
      "popular": 1.56,
      "same_section": -0.51,
      "descends": 0.79,
      "root": 1.6,
      "root_genus": 1.47,
      "root_head": 0.94
    }
  }
}
`,
  "proof/portfolio.jsonc": `{
  // Strategies in the order in which they are tried on a goal.
  "strategies": ["micro", "sketch"],
  // Thousands that each of them may spend on a goal.
  "heartbeats": 20000,
  // What micro tries: on the goal as it stands, then with names for its hypotheses.
  "tactics": {
    "whole": ["simp", "decide"],
    "cheap": ["rfl", "assumption", "simp_all", "constructor <;> intros <;> simp_all"],
    "costly": ["omega", "grind", "ext <;> simp_all", "split <;> simp_all"]
  }
}
`,
};
