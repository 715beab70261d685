import { UserError } from "../values/user_error.ts";

/**
 * The key that the settings of a spec name a variable for; nothing where they name none.
 *
 * @param ref The spec, as the user named it.
 * @throws {UserError} exit 2 for a variable that is not set, or empty.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { apiKeyOf } from "./api_key.ts";
 * assertEquals(apiKeyOf("a.json", { apiKeyEnv: "KEY" }, () => "secret"), { apiKey: "secret" });
 * assertEquals(apiKeyOf("a.json", {}, () => undefined), {});
 * ```
 */
export function apiKeyOf(
  ref: string,
  { apiKeyEnv }: { readonly apiKeyEnv?: string | undefined },
  readKey: (name: string) => string | undefined,
): { readonly apiKey?: string } {
  if (apiKeyEnv === undefined) return {};
  const apiKey = readKey(apiKeyEnv);
  if (apiKey === undefined || apiKey === "") {
    throw new UserError(`${ref}: apiKeyEnv: ${apiKeyEnv} is not set in the environment`);
  }
  return { apiKey };
}
