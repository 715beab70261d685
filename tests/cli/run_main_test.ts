import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Main, type MainHost, runCommand, type StopSignal } from "../../lib/cli/mod.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";
import { demoCommand, type demoFlags } from "./_demo_command.ts";

type Shape = typeof demoFlags.shape;

function fakeHost(args: readonly string[] = ["--batch-file", "x"], debug = false) {
  const printed: string[] = [], noted: string[] = [], exits: number[] = [];
  const handlers = new Map<StopSignal, () => void>();
  const clock = manualClock(1000);
  const host: MainHost = {
    args,
    terminal: {
      print: (line) => void printed.push(line),
      note: (line) => void noted.push(line),
      rewrite: () => {},
      isTty: false,
      colour: false,
      width: () => 80,
      debug,
    },
    interrupts: {
      listen: (signal, handler) => void handlers.set(signal, handler),
      unlisten: (signal) => void handlers.delete(signal),
      exit: (code) => void exits.push(code),
      clock,
    },
  };
  return { host, printed, noted, exits, handlers, clock, press: () => handlers.get("SIGINT")?.() };
}

async function ending(main: Main<Shape>, debug = false) {
  const fake = fakeHost(undefined, debug);
  return { code: await runCommand(demoCommand, main, fake.host), noted: fake.noted };
}

const throwing = (error: unknown): Main<Shape> => () => {
  throw error;
};

Deno.test("a main function that returns nothing ends with 0, one that returns a code with that", async () => {
  assertEquals((await ending(() => {})).code, 0);
  assertEquals((await ending(() => Promise.resolve(1))).code, 1);
});

Deno.test("help is printed to standard output with code 0 and main is not run", async () => {
  const { host, printed, noted } = fakeHost(["--help"]);
  const code = await runCommand(demoCommand, throwing(new Error("ran")), host);
  assertEquals([code, printed.length, noted.length], [0, 1, 0]);
  assertStringIncludes(printed[0]!, "--loop-iters, --iters <n>");
});

Deno.test("wrong options end with 2 and one line", async () => {
  const { host, noted } = fakeHost(["--bach-file", "x"]);
  assertEquals(await runCommand(demoCommand, () => {}, host), 2);
  assertEquals(noted, ["error: unknown flag --bach-file, did you mean --batch-file?"]);
});

Deno.test("a user's mistake ends with its own code and one line without a stack", async () => {
  assertEquals(await ending(throwing(new UserError("line 3: ragged"))), {
    code: 2,
    noted: ["error: line 3: ragged"],
  });
  assertEquals((await ending(throwing(new UserError("gate refused", { exitCode: 1 })))).code, 1);
});

Deno.test("what the file system refuses is told in one line with the path", async () => {
  const { code, noted } = await ending(() => void Deno.readTextFileSync("/no/such/file"));
  assertEquals({ code, noted }, {
    code: 2,
    noted: ["error: /no/such/file: no such file or folder"],
  });
  const wrapped = new Error("while saving", { cause: new Deno.errors.PermissionDenied("no") });
  assertEquals(await ending(throwing(wrapped)), { code: 2, noted: ["error: permission denied"] });
});

Deno.test("a full disk is a run that failed, not wrong input", async () => {
  const full = Object.assign(new Error("No space left on device (os error 28): write '/out/a'"), {
    code: "ENOSPC",
  });
  assertEquals(await ending(throwing(full)), {
    code: 1,
    noted: ["error: /out/a: no space left on the device"],
  });
});

Deno.test("an unexpected error is one line, with the stack only when debugging", async () => {
  const quiet = await ending(throwing(new TypeError("x is\nundefined")));
  assertEquals(quiet, {
    code: 1,
    noted: [
      "error: this is a defect of the program: TypeError: x is undefined (BATON_DEBUG=1 shows where)",
    ],
  });
  const loud = await ending(throwing(new TypeError("x")), true);
  assertMatch(loud.noted[0]!, /TypeError: x\n\s+at /);
  assertEquals((await ending(throwing("text"))).code, 1);
});

Deno.test("the first Ctrl-C aborts the signal and a run that stops on it ends with 130", async () => {
  const fake = fakeHost();
  const code = await runCommand(demoCommand, ({ signal }) => {
    fake.press();
    signal.throwIfAborted();
  }, fake.host);
  assertEquals([code, fake.exits.length], [130, 0]);
  assertEquals(fake.noted.at(-1), "interrupted");
});

Deno.test("an abort wrapped as a cause still ends with 130, a real error after Ctrl-C does not", async () => {
  const pressed = async (error: (signal: AbortSignal) => unknown) => {
    const fake = fakeHost();
    return await runCommand(demoCommand, ({ signal }) => {
      fake.press();
      throw error(signal);
    }, fake.host);
  };
  assertEquals(await pressed((signal) => new Error("task t1", { cause: signal.reason })), 130);
  assertEquals(await pressed(() => new UserError("bad row")), 2);
});

Deno.test("a main function that finishes its rows after Ctrl-C chooses its own ending", async () => {
  const fake = fakeHost();
  const code = await runCommand(demoCommand, ({ terminal }) => {
    fake.press();
    terminal.note("resume with --resume");
    return 130;
  }, fake.host);
  assertEquals([code, fake.noted.at(-1)], [130, "resume with --resume"]);
});

Deno.test("the second Ctrl-C ends the process at once with 130", async () => {
  const fake = fakeHost();
  await runCommand(demoCommand, () => {
    fake.press();
    fake.clock.advance(600);
    fake.press();
  }, fake.host);
  assertEquals(fake.exits, [130]);
});

Deno.test("one Ctrl-C that arrives twice, as the task runner passes it on, is one", async () => {
  const fake = fakeHost();
  await runCommand(demoCommand, () => {
    fake.press();
    fake.clock.advance(20);
    fake.press();
  }, fake.host);
  assertEquals(fake.exits, []);
});

Deno.test("an AbortError without Ctrl-C is a defect, not an interruption", async () => {
  assertEquals((await ending(throwing(new DOMException("x", "AbortError")))).code, 1);
});

Deno.test("the signals are handed back however the run ends", async () => {
  for (const main of [() => {}, throwing(new Error("x"))]) {
    const fake = fakeHost();
    await runCommand(demoCommand, main, fake.host);
    assertEquals(fake.handlers.size, 0);
  }
});
