import { runMain } from "../../lib/cli/mod.ts";
import { demoCommand } from "./_demo_command.ts";

await runMain(demoCommand, async ({ options, signal, terminal }) => {
  if (options["batch-file"] === "wait") {
    terminal.print("ready");
    const timer = setInterval(() => {}, 1000);
    try {
      await new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    } finally {
      clearInterval(timer);
    }
  }
  terminal.print(Deno.readTextFileSync(options["batch-file"]));
});
