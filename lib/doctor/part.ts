import { findProgram, type Machine } from "./machine.ts";

/** What was found of an optional part. */
export interface Finding {
  readonly found: boolean;
  /** Version, or what is missing of it. */
  readonly detail: string;
  /** Path or variable it was found under. */
  readonly where?: string;
}

/** An optional part of the machine. */
export interface Part {
  readonly name: string;
  /** What it is for. */
  readonly purpose: string;
  /** How to get it, for machines without it. */
  readonly remedy: string;
  readonly examine: (machine: Machine) => Promise<Finding>;
}

/** The optional parts, in the order they are shown. */
export const PARTS: readonly Part[] = [
  {
    name: "Jupyter",
    purpose: "runs the notebooks and stores their outputs (deno task notebooks)",
    remedy: "Debian: apt-get install jupyter-client; without it: deno task notebooks:smoke",
    examine: jupyter,
  },
  {
    name: "Chromium",
    purpose: "looks at the dashboard in tests",
    remedy: "Debian: apt-get install chromium",
    examine: (machine) =>
      program(machine, ["chromium", "chromium-browser", "google-chrome"], ["--version"]),
  },
  {
    name: "Lean",
    purpose: "checks proofs with the native compiler instead of WebAssembly",
    remedy: "install elan, Lean's version manager, and put lean and lake on PATH",
    examine: lean,
  },
  {
    name: "NATS",
    purpose: "carries the queue between several machines",
    remedy: "Debian: apt-get install nats-server",
    examine: (machine) => program(machine, ["nats-server"], ["--version"]),
  },
  {
    name: "model endpoint",
    purpose: "answers the modules that ask a language model",
    remedy: "set BATON_MODEL_BASE_URL (an OpenAI-compatible address) or OPENAI_API_KEY",
    examine: (machine) => Promise.resolve(endpoint(machine)),
  },
];

async function program(
  machine: Machine,
  names: readonly string[],
  args: readonly string[],
): Promise<Finding> {
  const where = await findProgram(machine, names);
  if (where === undefined) return { found: false, detail: "not found" };
  const said = await machine.ask(where, args);
  if (!said?.success) return { found: false, detail: "found, but does not start", where };
  return { found: true, detail: versionIn(said.text), where };
}

async function jupyter(machine: Machine): Promise<Finding> {
  let python = false;
  const script = "import jupyter_client; print(jupyter_client.__version__)";
  for (const folder of machine.searchPath) {
    const where = `${folder}/python3`;
    if (!await machine.isProgram(where)) continue;
    python = true;
    const said = await machine.ask(where, ["-c", script]);
    if (said?.success) return { found: true, detail: `client ${versionIn(said.text)}`, where };
  }
  return { found: false, detail: python ? "no Python has jupyter_client" : "no Python" };
}

async function lean(machine: Machine): Promise<Finding> {
  const compiler = await program(machine, ["lean"], ["--version"]);
  if (!compiler.found) return compiler;
  const lake = await program(machine, ["lake"], ["--version"]);
  return lake.found ? compiler : { ...compiler, detail: `${compiler.detail}, without lake` };
}

function endpoint(machine: Machine): Finding {
  const base = machine.env("BATON_MODEL_BASE_URL");
  if (base !== undefined) {
    // Only the host is shown: an address may carry a password or a token.
    const url = URL.parse(base);
    if (url === null) {
      return { found: false, detail: "not an address", where: "BATON_MODEL_BASE_URL" };
    }
    return { found: true, detail: url.host, where: "BATON_MODEL_BASE_URL" };
  }
  const key = machine.env("OPENAI_API_KEY") !== undefined;
  return key
    ? { found: true, detail: "key is set", where: "OPENAI_API_KEY" }
    : { found: false, detail: "not set" };
}

/** The first version number of a text, or its first line. */
function versionIn(text: string): string {
  return /\d+(\.\d+)+[\w.+-]*/.exec(text)?.[0] ?? text.trim().split("\n")[0] ?? "";
}
