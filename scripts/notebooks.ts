import { z } from "zod";
import { intFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { findJupyterPython, findNotebooks, resultLine, runKernel } from "../lib/notebook/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

const command = {
  name: "notebooks",
  summary: "runs the notebooks on a real Jupyter kernel and stores their outputs.",
  flags: z.object({
    check: switchFlag({ doc: "store nothing; fail when the outputs differ from the stored ones" }),
    seconds: intFlag({ doc: "time limit of one notebook", value: "s", min: 1, default: 300 }),
  }),
  positional: { name: "notebook", doc: "files to run; all of notebooks/ when none is named" },
};

await runMain(command, async ({ options, positional, signal, terminal }) => {
  const python = await findJupyterPython(Deno.env.get("PATH") ?? "");
  if (python === undefined) {
    throw new UserError(
      "no Python with jupyter_client found (Debian: apt-get install jupyter-client); " +
        "`deno task notebooks:smoke` runs the notebooks without it",
      { exitCode: 1 },
    );
  }
  let failed = 0;
  for (const file of await findNotebooks(positional)) {
    const { check, seconds } = options;
    const result = await runKernel({ file, python, save: !check, seconds, signal });
    terminal.print(resultLine(result));
    if (result.failure !== undefined || (check && result.changed)) failed++;
  }
  return failed > 0 ? 1 : 0;
});
