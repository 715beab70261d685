import { assert, assertEquals } from "@std/assert";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import type { MemoryBundle, RepairCase } from "../../../lib/arc/memory/bundle.ts";
import { advised, rememberedEdits } from "../../../lib/arc/memory/case_directives.ts";
import { memoryFamily, memoryStage } from "../../../lib/arc/memory/memory_stage.ts";
import { applyPatch, patchBetween } from "../../../lib/arc/memory/patch.ts";
import { recoloured } from "../../../lib/arc/memory/rebind.ts";
import { NodeBudget } from "../../../lib/arc/ruler/node_budget.ts";
import { verify, verifyCache } from "../../../lib/arc/verifier/verify.ts";
import { builtinSettings, symbolicModules } from "../../../lib/arc/loop/symbolic_modules.ts";
import { family, modules, ruler, solve, task } from "../loop/_fakes.ts";
import { motions } from "./_traces.ts";

const flip = task("flip", ["12/34>21/43", "567>765"], ["89/10"]);

/** A bundle with these programs as solved examples. */
function examples(...programs: Program[]): MemoryBundle {
  return {
    ruler: {
      solvedExamples: programs.map((program, i) => ({
        exampleId: `e${i}`,
        taskId: `t${i}`,
        similarity: 0.5,
        opsSignature: "",
        program,
      })),
      repairCases: [],
      macros: [],
    },
    critic: { episodes: [], cases: [], features: {} },
  };
}

const noMemory = examples();

/** A case whose best edit made `edited` of `seed`. */
function repair(seed: Program, edited: Program, errorType = "cells"): RepairCase {
  return {
    caseId: "case",
    opsSignature: seed.steps.map((step) => step.op).join(" "),
    errorType,
    seen: 1,
    improved: 1,
    meanDelta: 0.5,
    similarity: 0.5,
    bestEdit: {
      op: "insert_step",
      step: -1,
      hint: {},
      patch: patchBetween(seed, edited),
      delta: 0.5,
    },
  };
}

Deno.test("a program that solved a similar task is tried first, and the candidate names it", () => {
  const log: string[] = [];
  const teacher = ruler("teacher", {
    closed_form: [family("cheap", [], log)],
    enumeration: [family("dear", [], log)],
  });
  const memory = examples(motions("turn90"), motions("flip_x"));
  const { solution } = solve(flip, modules(teacher), { memory });
  assertEquals(solution.best?.origin.family, "memory");
  assertEquals(solution.best?.origin.source, "teacher");
  // The cheap stage may still give a second prediction; a search has nothing to add.
  assertEquals(log, ["cheap"]);
  const record = solution.iterations[0]!.candidates.find((one) =>
    one.candidateId === solution.best!.candidateId
  );
  assertEquals(record?.memory, { cases: [], solvedExamples: ["e1"] });
});

Deno.test("an adapted program is a guess: it ends no search and stands witness for no other", () => {
  const log: string[] = [];
  const teacher = ruler("teacher", {
    closed_form: [family("cheap", [motions("flip_x")], log)],
    enumeration: [family("dear", [], log)],
  });
  const { solution } = solve(flip, modules(teacher), { memory: examples(motions("turn90")) });
  assertEquals(solution.solved, true);
  assertEquals(log, ["cheap", "dear"]);
});

Deno.test("a macro is tried like a solved example, and names none", () => {
  const macros = [{
    fragmentId: "f",
    opsSignature: "move_rigid",
    program: motions("flip_x"),
    count: 2,
    similarity: 1,
  }];
  const memory = { ...noMemory, ruler: { ...noMemory.ruler, macros } };
  const { solution } = solve(flip, modules(ruler("teacher", {})), { memory });
  assertEquals([solution.solved, solution.best?.origin.family], [true, "memory"]);
});

Deno.test("an empty memory leaves a task as it was without one", () => {
  const plain = solve(flip, modules(ruler("teacher", {})));
  const { solution } = solve(flip, modules(ruler("teacher", {})), { memory: noMemory });
  assertEquals(solution.iterations, plain.solution.iterations);
  assertEquals(memoryStage(noMemory.ruler), undefined);
});

Deno.test("remembered programs are adapted: other parameters, other colours", () => {
  const turned = task("turned", ["123/456>321/654"], ["789/120"]);
  const drafts = memoryFamily(examples(motions("turn90")).ruler);
  const [first] = drafts.drafts({ task: turned, facts: [] }, new NodeBudget(500), createPrng(1));
  assertEquals(verify(first!.program, turned).verdict.errorType, "ok");
  assertEquals(first!.memory, { cases: [], solvedExamples: ["e0"] });
});

Deno.test("literal colours are renamed to a task's own, distinct ones to distinct ones", () => {
  const program: Program = {
    steps: [
      { op: "filter_colour", args: [0], params: { colour: 3 } },
      { op: "filter_colour", args: [1], params: { colour: 5 } },
    ],
  };
  const renamed = [...recoloured(program, 0b10110)];
  const colours = renamed.map((one) => one.steps.map((step) => step.params["colour"]));
  assertEquals(colours, [[1, 2], [1, 4], [2, 1], [2, 4], [4, 1], [4, 2]]);
  assertEquals([...recoloured(motions("flip_x"), 0x3ff)], []);
});

Deno.test("programs of another version of the language are passed over", () => {
  const odd: Program = { steps: [{ op: "no_such_op", args: [0], params: {} }] };
  const broken: Program = { steps: [{ op: "move_rigid", args: [7], params: { motion: "up" } }] };
  const memory = examples(odd, broken, motions("flip_x"));
  const { solution } = solve(flip, modules(ruler("teacher", {})), { memory });
  assertEquals(solution.solved, true);
});

Deno.test("drafts from memory stay within their nodes", () => {
  const drafts = memoryFamily(examples(motions("turn90"), motions("turn180")).ruler);
  for (const limit of [0, 1, 3, 10, 50]) {
    const budget = new NodeBudget(limit);
    for (const _ of drafts.drafts({ task: flip, facts: [] }, budget, createPrng(1)));
    assert(budget.spent <= limit + 4, `${budget.spent} of ${limit}`);
  }
});

Deno.test("a patch makes the edited program of its seed, and the like of a seed with other parameters", () => {
  const seed = motions("turn90", "flip_x");
  const edited = motions("turn90", "turn180", "flip_y");
  const patch = patchBetween(seed, edited);
  assertEquals(applyPatch(patch, seed), edited);
  const inserted = patchBetween(seed, motions("turn90", "flip_y", "flip_x"));
  assertEquals(
    applyPatch(inserted, motions("turn270", "transpose")),
    motions("turn270", "flip_y", "transpose"),
  );
  assertEquals(applyPatch(inserted, motions("turn270")), undefined);
  assertEquals(applyPatch(patchBetween(seed, { steps: [] }), seed), { steps: [] });
});

Deno.test("a remembered repair of the same kind of seed is made first and named by its case", () => {
  const identity: Program = { steps: [] };
  const memory = {
    ...noMemory,
    ruler: { ...noMemory.ruler, repairCases: [repair(identity, motions("flip_x"))] },
  };
  const quiet = { ...modules(ruler("teacher", {})) };
  const { solution } = solve(flip, quiet, { memory, editsPerSeed: 2, iterations: 1 });
  const edited = solution.iterations[0]!.candidates.find((one) => one.memory.cases.length > 0);
  assertEquals([edited?.memory.cases, edited?.program], [["case"], motions("flip_x")]);
  assertEquals(solution.iterations[0]!.directives[0]?.hint["case"], "case");
});

Deno.test("a repair that does not raise the score is not made", () => {
  const identity: Program = { steps: [] };
  const memory = {
    ...noMemory,
    ruler: { ...noMemory.ruler, repairCases: [repair(identity, motions("turn90"))] },
  };
  const seed = {
    candidateId: "s",
    program: identity,
    opsSignature: "",
    verify: verify(identity, flip).verdict,
  };
  const { critic } = modules(ruler("teacher", {}));
  const record = { ...seed, critic: critic.critique(identity, flip, verify(identity, flip)) };
  const asked = critic.directives(record, { task: flip, predictions: [], hasOthers: false });
  const advice = advised(seed, asked, memory);
  const work = {
    problem: { task: flip, facts: [] },
    memo: verifyCache(flip),
    budget: new NodeBudget(100),
  };
  assertEquals([...rememberedEdits(identity, advice, work)], []);
  assertEquals(advice.directives.length, asked.length + 1);
  assertEquals(advised(seed, asked, undefined).directives, asked);
});

Deno.test("what improved similar tasks moves the critic's directives up", () => {
  const seed = {
    candidateId: "s",
    program: { steps: [] },
    opsSignature: "",
    verify: verify({ steps: [] }, flip).verdict,
  };
  const asked = ["recolour", "insert_step", "stack_piece"].map((op, i) => ({
    directiveId: `d${i}`,
    seedId: "s",
    op,
    locus: { stage: "ruler" as const, step: -1 },
    hint: {},
  }));
  const ops = (critic: MemoryBundle["critic"]) =>
    advised(seed, asked, { ...noMemory, critic }).directives.map((one) => one.op);
  assertEquals(ops(noMemory.critic), ["recolour", "insert_step", "stack_piece"]);
  const episode = { episodeId: "e", taskId: "t", similarity: 1, solved: true, verifierScore: 1 };
  const edits = [{ op: "stack_piece", tried: 9, improved: 9 }];
  const episodes = [{ ...episode, edits }];
  const features = { nearest: 1, "edit.stack_piece": 0.95, "edit.recolour": 0.1 };
  assertEquals(ops({ episodes, cases: [], features })[0], "stack_piece");
  const { bestEdit: _, ...plain } = repair({ steps: [] }, motions("flip_x"), "cells");
  const cases = [{ ...plain, op: "stack_piece" }];
  assertEquals(ops({ episodes: [], cases, features: {} })[0], "recolour");
  assertEquals(ops({ episodes: [], cases: cases.slice(0, 1), features: {} })[1], "stack_piece");
});

Deno.test("with the real modules, memory changes what is drafted and nothing it may not see", () => {
  const memory = examples(motions("flip_x"));
  const real = symbolicModules(builtinSettings);
  const a = solve(flip, real, { memory, nodeBudget: 2000 });
  const b = solve(flip, real, { memory, nodeBudget: 2000 });
  assertEquals(a.solution.iterations, b.solution.iterations);
  assertEquals(a.solution.solved, true);
});
