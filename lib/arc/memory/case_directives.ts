import { digestOf } from "../../substrate/values/digest.ts";
import type { Directive } from "../critic/critique.ts";
import { checkProgram } from "../dsl/check_program.ts";
import type { Candidate } from "../trace/trace.ts";
import type { Program } from "../dsl/program.ts";
import { editOps } from "../ruler/edits/edit_ops.ts";
import type { ProposedEdit } from "../ruler/edits/propose_edits.ts";
import { screen } from "../ruler/edits/screen.ts";
import type { CriticBundle, MemoryBundle, RepairCase, RulerBundle } from "./bundle.ts";
import { applyPatch } from "./patch.ts";

/** The failing candidate that is to be edited. */
export type FailedSeed = Pick<Candidate, "candidateId" | "program" | "opsSignature" | "verify">;

/** An edit that memory asks for, with the program it makes where the seed is of the very kind. */
export interface CaseDirective {
  readonly directive: Directive;
  readonly caseId: string;
  readonly program: Program | undefined;
}

/** Directives of one seed that stem from memory, at most. */
const MOST = 3;

/**
 * Edits that repaired such seeds before, most valuable first: those of the same ops and error, whose steps are
 * put into the seed; then those of the same error only, which say where to look.
 */
export function caseDirectives(seed: FailedSeed, bundle: RulerBundle): CaseDirective[] {
  const failed = bundle.repairCases.filter((one) =>
    one.errorType === seed.verify.errorType && editOps.has(one.bestEdit.op)
  );
  const alike = failed.filter((one) => one.opsSignature === seed.opsSignature);
  const others = failed.filter((one) => one.opsSignature !== seed.opsSignature);
  return [...alike, ...others].slice(0, MOST).map((one) => caseDirective(seed, one));
}

function caseDirective(seed: FailedSeed, { caseId, opsSignature, bestEdit }: RepairCase) {
  const { op, step, hint, patch } = bestEdit;
  const alike = opsSignature === seed.opsSignature;
  const locus = { stage: "ruler", step: step < seed.program.steps.length ? step : -1 } as const;
  const advice = { ...(alike ? hint : {}), case: caseId };
  return {
    directive: {
      directiveId: digestOf({ seed: seed.candidateId, op, locus, hint: advice }),
      seedId: seed.candidateId,
      op,
      locus,
      hint: advice,
    },
    caseId,
    program: alike && patch !== null ? applyPatch(patch, seed.program) : undefined,
  };
}

/** What the edits of one seed are to follow. */
export interface Advice {
  /** Memory's first, then the critic's. */
  readonly directives: readonly Directive[];
  /** Ids of directives that stem from memory → the case. */
  readonly cases: ReadonlyMap<string, string>;
  readonly fromMemory: readonly CaseDirective[];
}

/** Joins what the critic asks for with what memory says; without a memory it is the critic's alone. */
export function advised(
  seed: FailedSeed,
  criticised: readonly Directive[],
  memory: MemoryBundle | undefined,
): Advice {
  if (memory === undefined) return { directives: criticised, cases: new Map(), fromMemory: [] };
  const fromMemory = criticised.length === 0 ? [] : caseDirectives(seed, memory.ruler);
  const known = fromMemory.map(({ directive }) => directive);
  const others = reorderedByMemory(criticised, seed, memory.critic);
  return {
    directives: [...known, ...others],
    cases: new Map(fromMemory.map(({ directive, caseId }) => [directive.directiveId, caseId])),
    fromMemory,
  };
}

/** Programs of remembered repairs that really improve the seed, as memory ranks them; paid for in nodes. */
export function* rememberedEdits(
  seed: Program,
  advice: Advice,
  work: Parameters<typeof screen>[1],
): Generator<ProposedEdit> {
  if (advice.fromMemory.every(({ program }) => program === undefined)) return;
  const own = screen(seed, work);
  if (own === undefined) return;
  for (const { program, directive: { op, directiveId } } of advice.fromMemory) {
    if (program === undefined || checkProgram(program).length > 0) continue;
    const screening = screen(program, work);
    if (screening === undefined) return;
    if (screening.score > own.score) yield { program, edit: op, directiveId };
  }
}

/**
 * The critic's directives in the order that memory favours: an edit rises with the share of its kind that
 * improved similar tasks, and with every retrieved case of the seed's error that it repaired.
 */
export function reorderedByMemory(
  asked: readonly Directive[],
  seed: FailedSeed,
  bundle: CriticBundle,
): readonly Directive[] {
  if (bundle.episodes.length + bundle.cases.length === 0) return asked;
  const worth = (directive: Directive, place: number): number => {
    const share = bundle.features[`edit.${directive.op}`] ?? 0.5;
    const repaired = bundle.cases.some((one) =>
      one.op === directive.op && one.errorType === seed.verify.errorType
    );
    return 1 - place / asked.length + share + (repaired ? 0.5 : 0);
  };
  return asked.map((directive, place) => ({ directive, worth: worth(directive, place) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ directive }) => directive);
}
