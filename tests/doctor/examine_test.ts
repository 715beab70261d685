import { assertEquals } from "@std/assert";
import { examine, type Machine } from "../../lib/doctor/mod.ts";

/** A machine with these programs (path → what it says, `null`: fails to start) and variables. */
function machineWith(
  programs: Readonly<Record<string, string | null>>,
  env: Readonly<Record<string, string>> = {},
): Machine {
  return {
    searchPath: ["/a", "/b"],
    env: (name) => env[name],
    isProgram: (path) => Promise.resolve(path in programs),
    ask: (path) => {
      const text = programs[path];
      return Promise.resolve(typeof text === "string" ? { success: true, text } : undefined);
    },
  };
}

async function finding(name: string, machine: Machine) {
  const { found, detail, where } = (await examine(machine)).find((part) => part.name === name)!;
  return where === undefined ? [found, detail] : [found, detail, where];
}

Deno.test("a bare machine lacks every part, and each says what it is for and how to get it", async () => {
  const parts = await examine(machineWith({}));
  assertEquals(parts.map((part) => part.name), [
    "Jupyter",
    "Chromium",
    "Lean",
    "NATS",
    "model endpoint",
  ]);
  assertEquals(parts.every((p) => !p.found && p.purpose !== "" && p.remedy !== ""), true);
});

Deno.test("the version is read from whatever a program says around it", async () => {
  const machine = machineWith({
    "/b/chromium": "Chromium 156.0.1234.5 built on Debian\n",
    "/a/nats-server": "nats-server: v2.9.10\n",
    "/a/lean": "Lean (version 4.24.0, x86_64, commit abc, Release)",
    "/a/lake": "Lake version 5.0.0",
  });
  assertEquals(await finding("Chromium", machine), [true, "156.0.1234.5", "/b/chromium"]);
  assertEquals(await finding("NATS", machine), [true, "2.9.10", "/a/nats-server"]);
  assertEquals(await finding("Lean", machine), [true, "4.24.0", "/a/lean"]);
});

Deno.test("a Python without Jupyter does not hide one that has it", async () => {
  const hidden = machineWith({ "/a/python3": null, "/b/python3": "7.4.9\n" });
  assertEquals(await finding("Jupyter", hidden), [true, "client 7.4.9", "/b/python3"]);
  const without = machineWith({ "/a/python3": null });
  assertEquals(await finding("Jupyter", without), [false, "no Python has jupyter_client"]);
});

Deno.test("a program that does not start counts as missing and says so", async () => {
  const broken = machineWith({ "/a/lean": null });
  assertEquals(await finding("Lean", broken), [false, "found, but does not start", "/a/lean"]);
});

Deno.test("a model endpoint is told by its host only, never with its secrets", async () => {
  const at = (env: Readonly<Record<string, string>>) =>
    finding("model endpoint", machineWith({}, env));
  const base = "https://user:secret@models.example:8443/v1?key=secret";
  assertEquals(await at({ BATON_MODEL_BASE_URL: base, OPENAI_API_KEY: "secret" }), [
    true,
    "models.example:8443",
    "BATON_MODEL_BASE_URL",
  ]);
  assertEquals(await at({ OPENAI_API_KEY: "secret" }), [true, "key is set", "OPENAI_API_KEY"]);
  assertEquals(await at({ BATON_MODEL_BASE_URL: "nonsense" }), [
    false,
    "not an address",
    "BATON_MODEL_BASE_URL",
  ]);
});
