import { pathFlag } from "../lib/cli/mod.ts";
import { type LearningHome, openHome } from "../lib/distillation/session/open_home.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

/** `--home`, in every command. */
export const homeFlags = {
  home: pathFlag({
    doc: "folder of the state and its sessions, outside of any source tree",
    group: "Home",
    defaultText: "BATON_DISTILLATION_HOME, else ~/.baton",
  }),
};

/** The folder that `--home` or the environment names. @throws {UserError} exit 2 where neither does */
export function homeFolder({ home }: { readonly home: string | undefined }): string {
  const named = home ?? Deno.env.get("BATON_DISTILLATION_HOME");
  if (named !== undefined && named !== "") return named;
  const user = Deno.env.get("HOME");
  if (user !== undefined && user !== "") return `${user}/.baton`;
  throw new UserError("--home is needed: neither BATON_DISTILLATION_HOME nor HOME is set");
}

/** Opens the home of a command and tells what it had to repair. */
export async function openedHome(
  flags: { readonly home: string | undefined },
  note: (line: string) => void,
): Promise<LearningHome> {
  const home = await openHome({ home: homeFolder(flags), clock: systemClock });
  const { recovered } = home.store;
  if (recovered.kind !== "nothing") {
    const done = recovered.kind === "completed" ? "completed" : "undone";
    note(`recovered: the interrupted change of edit ${recovered.editId} was ${done}`);
  }
  return home;
}
