import { ARTEFACTS } from "../phases/artefacts.ts";
import type { StepContext } from "../phases/phase.ts";
import { type Candidate, candidateRecord } from "../records/candidate.ts";
import { placementRecord } from "../s1_levelwise/placement_record.ts";
import { statementRecord } from "../s1_levelwise/statement_record.ts";
import { FUNCTION_WORDS, normalizeLabel, singular, wordsOf } from "../text/words.ts";

/** Looks up the words that define a candidate. */
export type WordsOf = (candidate: Candidate) => ReadonlySet<string>;

/**
 * Reads the candidates of S1 and, in one pass over the statements, the words that define each of them.
 *
 * Memory grows with the candidates.
 */
export async function readCandidates(
  step: StepContext,
): Promise<{ readonly candidates: readonly Candidate[]; readonly wordsOf: WordsOf }> {
  const definedBy = new Map<string, readonly string[]>();
  const wanted = new Set<string>();
  for await (const row of step.read("S1", "placements", placementRecord)) {
    definedBy.set(senseKey(row), row.definedBy);
    for (const id of row.definedBy) wanted.add(id);
  }
  const words = new Map<string, ReadonlySet<string>>();
  for await (const { recordId, definition } of step.read("S1", "statements", statementRecord)) {
    if (wanted.has(recordId) && !words.has(recordId)) words.set(recordId, contentWords(definition));
  }
  const candidates: Candidate[] = [];
  for await (const row of step.read("S1", ARTEFACTS.candidates, candidateRecord)) {
    candidates.push(row);
  }
  return {
    candidates,
    wordsOf: (candidate) =>
      new Set(
        (definedBy.get(senseKey(candidate)) ?? []).flatMap((id) => [...words.get(id) ?? []]),
      ),
  };
}

function senseKey(
  { level, normalized, parentAnchors }: Pick<Candidate, "level" | "normalized" | "parentAnchors">,
): string {
  return `${level} ${normalized}\t${parentAnchors[0]?.resolvedId ?? ""}`;
}

function contentWords(text: string): Set<string> {
  return new Set(
    wordsOf(normalizeLabel(text)).map(singular).filter((word) =>
      word.length > 2 && !FUNCTION_WORDS.has(word)
    ),
  );
}
