import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { fileError, namingFile } from "../../substrate/records/file_error.ts";
import { digestOf, sha256 } from "../../substrate/values/digest.ts";
import { type LearningSession, learningSessionRecord, UNFINISHED } from "./learning_session.ts";
import { openSessionJournal, type SessionJournal } from "./session_journal.ts";
import type { SessionPorts } from "./session_ports.ts";
import { sessionInputsRecord } from "./session_inputs.ts";
import type { Trigger } from "./trigger.ts";

/** A session that is open: its record so far, its folder, and the ways to write both. */
export interface SessionDesk {
  readonly folder: string;
  readonly journal: SessionJournal;
  readonly current: LearningSession;
  /** An earlier attempt was killed. */
  readonly recovering: boolean;
  /** Changes the record, durably. */
  save(change: Partial<LearningSession>): Promise<void>;
  /** Writes a file beside the record and notes its digest. */
  artefact(name: string, text: string): Promise<void>;
  /** Runs one phase: journal before and after, its time, its outcome in one line. */
  phase<T>(name: string, work: () => Promise<readonly [T, string]>): Promise<T>;
}

/**
 * The identity of a session: the digest of all that it was told. What set it off does not count, so that a
 * schedule which finds nothing new is answered by the session before.
 */
export function sessionIdentity(ports: SessionPorts): {
  readonly id: string;
  readonly specDigest: string;
} {
  const { benchmark, frozen, gate, inputs, options, base, parentId, teacherName } = ports;
  const specDigest = digestOf({
    options,
    benchmark: { name: benchmark.name, version: frozen.version, content: frozen.contentDigest },
    environment: benchmark.environmentDigest,
    teacher: teacherName,
    gate: gate.name,
    base: base.digest,
    parentId,
    inputs,
  });
  return { id: specDigest.slice(0, 16), specDigest };
}

/** The record of a session, where there is one. @throws {UserError} for a file that is none */
export async function readSession(folder: string): Promise<LearningSession | undefined> {
  const file = `${folder}/session.json`;
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw fileError(file, error);
  }
  return learningSessionRecord.read(JSON.parse(text), { file });
}

/** Opens the folder of a session and writes its record before anything else happens. */
export async function openSessionDesk(
  trigger: Trigger,
  ports: SessionPorts,
): Promise<SessionDesk> {
  const { id, specDigest } = sessionIdentity(ports);
  const { options, benchmark, frozen, base, clock, parentId } = ports;
  const folder = `${ports.sessionsFolder}/${id}`;
  await namingFile(folder, () => Deno.mkdir(`${folder}/gate`, { recursive: true }));
  const before = await readSession(folder);
  const recovering = before !== undefined && UNFINISHED.includes(before.status);
  const began = clock.monotonic();
  const seconds: Record<string, number> = {};
  let current: LearningSession = {
    id,
    ...(parentId === undefined ? {} : { parentId }),
    trigger,
    autonomy: options.autonomyMode,
    status: recovering ? "recovering" : "initiated",
    options,
    benchmark: {
      name: benchmark.name,
      version: frozen.version,
      environmentDigest: benchmark.environmentDigest,
    },
    teacher: ports.teacherName,
    gate: ports.gate.name,
    specDigest,
    seed: specDigest.slice(0, 16),
    baseStateDigest: base.digest,
    headStateDigest: base.digest,
    gitCheckpointPre: base.commit,
    gitCheckpointPost: base.commit,
    alpha: { budget: options.alpha, spent: 0 },
    cost: {
      limitUsd: options.maxCostUsd,
      spentUsd: { teacher: 0, judge: 0, student: 0, gate: 0 },
    },
    editOutcomes: [],
    artefacts: {},
    phases: [],
    timing: {
      startedAt: before?.timing.startedAt ?? clock.now().toISOString(),
      phaseSeconds: {},
    },
  };
  const write = () =>
    writeAtomicFile(`${folder}/session.json`, `${learningSessionRecord.write(current)}\n`);
  const inputs = `${sessionInputsRecord.write(ports.inputs)}\n`;
  await writeAtomicFile(`${folder}/inputs.json`, inputs);
  current = { ...current, artefacts: { "inputs.json": sha256(inputs) } };
  await write();
  const journal = await openSessionJournal(`${folder}/journal.jsonl`, ports.onStep ?? (() => {}));
  await journal.write({ kind: "opened", sessionId: id, base: base.commit });
  const desk: SessionDesk = {
    folder,
    journal,
    recovering,
    get current() {
      return current;
    },
    save: async (change) => {
      current = { ...current, ...change };
      await write();
    },
    artefact: async (name, text) => {
      await writeAtomicFile(`${folder}/${name}`, text);
      current = { ...current, artefacts: { ...current.artefacts, [name]: sha256(text) } };
    },
    phase: async (name, work) => {
      ports.signal?.throwIfAborted();
      await journal.write({ kind: "phase", name, state: "started" });
      const start = clock.monotonic();
      const [result, outcome] = await work();
      seconds[name] = (clock.monotonic() - start) / 1000;
      seconds["all"] = (clock.monotonic() - began) / 1000;
      await journal.write({ kind: "phase", name, state: "finished", outcome });
      await desk.save({
        phases: [...current.phases, { name, outcome }],
        timing: { ...current.timing, phaseSeconds: { ...seconds } },
      });
      ports.onEvent?.({ kind: "phase", name, text: outcome });
      return result;
    },
  };
  ports.onEvent?.({ kind: "opened", session: current, recovering });
  return desk;
}
