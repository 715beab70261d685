import { z } from "zod";
import { runMain } from "../lib/cli/mod.ts";
import { findNotebooks, resultLine, runSmoke } from "../lib/notebook/mod.ts";

const command = {
  name: "notebooks:smoke",
  summary: "type-checks and runs the code of the notebooks without Jupyter; no outputs are stored.",
  flags: z.object({}),
  positional: { name: "notebook", doc: "files to run; all of notebooks/ when none is named" },
};

await runMain(command, async ({ positional, signal, terminal }) => {
  let failed = 0;
  for (const file of await findNotebooks(positional)) {
    const result = await runSmoke({ file, signal });
    terminal.print(resultLine(result));
    if (result.failure !== undefined) failed++;
  }
  return failed > 0 ? 1 : 0;
});
