import { contentId, sourceRecord } from "../records/source_record.ts";
import { ARTEFACTS } from "../phases/artefacts.ts";
import type { CorpusPart, RawDocument } from "../phases/corpus.ts";
import type { PhaseContext, PhaseDefinition, StepContext } from "../phases/phase.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import { batchMetricsRecord } from "./batch_metrics.ts";
import { type Extracted, RecordExtractor } from "./extract_records.ts";

const TELL_EVERY = 2000;
/** Publishers counted exactly up to here. */
const MOST_PUBLISHERS = 100_000;

/** S0: the texts of a corpus as records, each part in a step of its own. */
export const rawExtractionPhase: PhaseDefinition = {
  name: "S0",
  title: "raw extraction",
  slices: ["rawExtraction", "frequencyFiltering.unknownPublisher"],
  reads: [],
  code: ["./", "../text/", "../wordnet/"].map((folder) => new URL(folder, import.meta.url)),
  preconditions: [],
  run: async function* (context) {
    for (const part of context.corpus.parts) {
      const only = contentId({ name: part.name, digest: part.digest });
      yield* context.step(stepName(part.name), (step) => extractPart(context, part, step), only);
    }
  },
};

/** A part's name as the name of a step; different parts never share one. */
function stepName(part: string): string {
  const plain = part.replace(/[^A-Za-z0-9_.-]+/g, "_").replace(/^[._-]+/, "").slice(0, 60);
  return plain === part ? part : `${plain || "part"}-${contentId(part).slice(0, 8)}`;
}

async function* extractPart(
  { policies, signal }: PhaseContext,
  part: CorpusPart,
  step: StepContext,
): AsyncGenerator<PhaseEvent, void, void> {
  const { rawExtraction, frequencyFiltering } = policies;
  const extractor = new RecordExtractor(rawExtraction, frequencyFiltering.unknownPublisher);
  const out = step.output(ARTEFACTS.records, sourceRecord);
  const tally = {
    documents: 0,
    records: 0,
    characters: 0,
    publishers: new Set<string>(),
    dropped: {} as Record<string, number>,
    quarantined: {} as Record<string, number>,
    charsets: {} as Record<string, number>,
  };
  const bump = (counts: Record<string, number>, key: string) =>
    counts[key] = (counts[key] ?? 0) + 1;
  for await (const document of part.read({ maxLineBytes: rawExtraction.maxLineBytes, signal })) {
    tally.documents++;
    step.count({ in: 1 });
    for (const found of extractor.extract(document)) {
      if (found.kind === "dropped") bump(tally.dropped, found.reason);
      else if (found.kind === "fault") {
        bump(tally.quarantined, found.reasonCode);
        await setAside(step, document, found);
      } else {
        const { record } = found;
        await out.write(record);
        step.count({ ok: 1 });
        tally.records++;
        tally.characters += record.text.length;
        bump(tally.charsets, record.meta.charset);
        if (tally.publishers.size < MOST_PUBLISHERS) {
          tally.publishers.add(record.provenance.publisher);
        }
      }
    }
    if (tally.documents % TELL_EVERY === 0) {
      yield {
        kind: "progress",
        phase: "S0",
        step: part.name,
        done: tally.documents,
        total: part.rows,
      };
    }
  }
  await step.output(ARTEFACTS.metrics, batchMetricsRecord)
    .write({ ...tally, part: part.name, publishers: tally.publishers.size });
}

function setAside(
  step: StepContext,
  { uri, line }: RawDocument,
  { reasonCode, detail, text }: Extract<Extracted, { kind: "fault" }>,
): Promise<void> {
  return step.quarantine({
    reasonCode,
    detail,
    text,
    provenance: { uri, ...(line === undefined ? {} : { line }), recordIds: [] },
    replayable: true,
  });
}
