import * as z from "zod";
import { defineRecord, type DurableRecord } from "../records/record_schema.ts";
import { digestOf } from "../values/digest.ts";

const digest = z.string();
const json = z.json();

const phase = z.strictObject({
  name: z.string(),
  /** `skipped`: an earlier phase failed. */
  state: z.enum(["pending", "running", "done", "failed", "interrupted", "skipped"]),
  /** Why it failed or was skipped. */
  reason: z.string().optional(),
  /** Digest of what the phase's code depends on, so that a changed phase is not taken for finished. */
  codeHash: z.string(),
  policySliceHash: z.string().optional(),
  /** Digests of what it reads. */
  inputs: z.array(digest).readonly(),
  outputs: z.array(z.strictObject({ path: z.string(), digest, bytes: z.int().min(0) })).readonly(),
  counters: z.strictObject({
    in: z.int().min(0),
    ok: z.int().min(0),
    failed: z.int().min(0),
    quarantined: z.int().min(0),
  }),
  /** What its calls of models came to, by module. */
  usage: z.record(
    z.string(),
    z.strictObject({
      calls: z.int().min(0),
      inputTokens: z.int().min(0),
      outputTokens: z.int().min(0),
      costUsd: z.number().min(0),
    }),
  ).optional(),
});

const fields = z.strictObject({
  /** Identity of the work: {@linkcode runIdOf}. */
  runId: z.string().min(1),
  parentRunId: z.string().optional(),
  /** Counts from 1; each resume adds one. */
  attempt: z.int().min(1),
  command: z.string(),
  /** Options that decide results. */
  options: z.record(z.string(), json),
  /** Options that decide only how the work is done, such as the number of workers. */
  execution: z.record(z.string(), json).optional(),
  seeds: z.record(z.string(), z.union([z.number(), z.string()])),
  inputs: z.array(z.strictObject({ path: z.string(), digest, rows: z.int().min(0) })).readonly(),
  versions: z.strictObject({
    baton: z.string(),
    deno: z.string(),
    /** Digest of the lock file. */
    dependencies: z.string(),
    sourceCommit: z.string().optional(),
  }),
  phases: z.array(phase).readonly(),
  policies: z.strictObject({
    pinned: json,
    mode: z.string(),
    drift: z.array(z.string()).readonly(),
  })
    .optional(),
  /** `null` while the run has not ended. */
  exit: z.strictObject({ code: z.int(), reason: z.string() }).nullable(),
  /** Wall-clock, covered by no digest. */
  timing: z.strictObject({
    startedAt: z.string(),
    updatedAt: z.string(),
    /** Of this attempt. */
    seconds: z.number().min(0),
    /** Of the attempt that finished it, by phase. */
    phases: z.record(z.string(), z.strictObject({ durationSec: z.number().min(0) })).optional(),
  }),
  manifestDigest: digest,
});

/** The whole record of a run (`run.manifest/1`). */
export type Manifest = z.output<typeof fields>;
/** One resumable stage of a run. */
export type ManifestPhase = z.output<typeof phase>;
/** Versions that a run was made with. */
export type RunVersions = Manifest["versions"];
/** Reads and writes `manifest.json`. */
export const manifestRecord: DurableRecord<Manifest> = defineRecord({
  name: "run.manifest",
  version: 1,
  fields,
});

/** The digest of a manifest without its `timing` and without itself. */
export function manifestDigestOf(manifest: Omit<Manifest, "manifestDigest">): string {
  const { timing: _timing, manifestDigest: _self, ...rest } = manifest as Manifest;
  return digestOf(rest);
}
