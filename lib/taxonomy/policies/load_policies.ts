import * as z from "zod";
import { jsoncFieldLine } from "../../substrate/models/jsonc_field_line.ts";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import type { UserError } from "../../substrate/values/user_error.ts";
import { type Environment, type PolicyLayer, readPolicyLayers } from "./policy_layer.ts";
import { overlaid } from "./overlaid.ts";
import { type Policies, policySchema } from "./policy_schema.ts";

/** Policies as a run takes and pins them. */
export interface PolicySet {
  /** As the files say; a label for people, the digest is what counts. */
  readonly version: string;
  readonly environment: Environment;
  readonly policies: Policies;
  /** Digest of the values. */
  readonly digest: string;
}

/** What {@linkcode checkPolicies} found. */
export interface PolicyCheck {
  readonly set?: PolicySet;
  /** One line each: file, line, field, the value seen and what was expected. */
  readonly faults: readonly UserError[];
  /** The files that were merged, the more general first. */
  readonly files: readonly string[];
}

const fileSchema = policySchema.extend({ policyVersion: z.string().min(1) });

/**
 * Merges the policy files of an environment and checks every value.
 *
 * @param folder of the user's own files, which say only what they want otherwise
 * @throws {UserError} exit 2, naming file, line, field, value and what was expected: the first fault.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadPolicies } from "./load_policies.ts";
 * const { environment, policies } = await loadPolicies("testing");
 * assertEquals([environment, policies.label.maxTokens], ["testing", 5]);
 * ```
 */
export async function loadPolicies(environment: Environment, folder?: string): Promise<PolicySet> {
  const { set, faults } = await checkPolicies(environment, folder);
  if (set === undefined) throw faults[0]!;
  return set;
}

/** As {@linkcode loadPolicies}, but tells every fault instead of throwing the first. */
export async function checkPolicies(
  environment: Environment,
  folder?: string,
): Promise<PolicyCheck> {
  const layers = await readPolicyLayers(environment, folder);
  const merged = layers.reduce<Readonly<Record<string, unknown>>>(
    (under, layer) => overlaid(under, layer.value),
    {},
  );
  const files = layers.map((layer) => layer.file);
  const parsed = fileSchema.safeParse(merged);
  if (!parsed.success) {
    return { faults: parsed.error.issues.map((issue) => faultOf(issue, merged, layers)), files };
  }
  const { policyVersion, ...policies } = parsed.data;
  return { set: policySet(policies, policyVersion, environment), faults: [], files };
}

/** A set of policies with its digest. */
export function policySet(
  policies: Policies,
  version: string,
  environment: Environment,
): PolicySet {
  return { version, environment, policies, digest: digestOf(policies) };
}

function faultOf(
  issue: z.core.$ZodIssue,
  merged: unknown,
  layers: readonly PolicyLayer[],
): UserError {
  const fault = zodFault(new z.ZodError([issue]), merged);
  const path = typeof fault.field === "object" ? fault.field : [];
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = unknown === undefined ? path : [...path, unknown];
  // The last file that says anything about the field is the one to mend.
  const layer = layers.findLast(({ value }) => has(value, field)) ??
    layers.findLast(({ value }) => has(value, field.slice(0, -1))) ?? layers[0]!;
  return inputError({
    ...fault,
    file: layer.file,
    line: jsoncFieldLine(layer.text, field),
    field: path,
  });
}

function has(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return true;
}
