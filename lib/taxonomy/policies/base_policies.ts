import { parse } from "@std/jsonc";
import { type Policies, policySchema } from "./policy_schema.ts";

const BASE = new URL("./base.jsonc", import.meta.url);

/** The policies of `base.jsonc` alone, before any environment; read anew each time. */
export function basePolicies(): Policies {
  const { policyVersion: _version, ...rest } = parse(Deno.readTextFileSync(BASE)) as {
    readonly policyVersion: string;
  };
  return policySchema.parse(rest);
}
