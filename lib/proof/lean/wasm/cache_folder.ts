import { UserError } from "../../../substrate/values/user_error.ts";

/** The variables that say where a user's caches are. */
export interface CacheVariables {
  /** Ours; wins over the others. */
  readonly BATON_CACHE_DIR?: string | undefined;
  readonly XDG_CACHE_HOME?: string | undefined;
  readonly HOME?: string | undefined;
}

/**
 * The folder that prepared parts are cached in.
 *
 * @throws {UserError} exit 2 when no variable names one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leanCacheFolder } from "./cache_folder.ts";
 * assertEquals(leanCacheFolder({ BATON_CACHE_DIR: "/data", HOME: "/h" }), "/data/lean");
 * assertEquals(leanCacheFolder({ HOME: "/h" }), "/h/.cache/baton/lean");
 * ```
 */
export function leanCacheFolder(variables: CacheVariables): string {
  const { BATON_CACHE_DIR: own, XDG_CACHE_HOME: shared, HOME: home } = variables;
  if (own) return `${own.replace(/\/+$/, "")}/lean`;
  if (shared) return `${shared.replace(/\/+$/, "")}/baton/lean`;
  if (home) return `${home.replace(/\/+$/, "")}/.cache/baton/lean`;
  throw new UserError("no folder for caches: set BATON_CACHE_DIR (HOME is not set either)");
}
