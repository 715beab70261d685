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
};
