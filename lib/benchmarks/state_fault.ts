import { UserError } from "../substrate/values/user_error.ts";

/**
 * What is wrong with a harness state, in one line without the folder it lies in; nothing where it can be read.
 *
 * @param read Reads it; a {@linkcode UserError} of its is the fault.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { UserError } from "../substrate/values/user_error.ts";
 * import { stateFault } from "./state_fault.ts";
 * const broken = () => Promise.reject(new UserError("/state/a.jsonc: torn"));
 * assertEquals(await stateFault("/state", broken), "a.jsonc: torn");
 * ```
 */
export async function stateFault(
  stateFolder: string,
  read: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message.replaceAll(`${stateFolder}/`, "");
    throw error;
  }
}
