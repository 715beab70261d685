import { assertEquals, assertThrows } from "@std/assert";
import { lineup, orchSettings } from "../../../lib/proof/scheduler/orch_settings.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { scriptedStrategy } from "../_scripted.ts";

const from = (set: Record<string, string>) => orchSettings((name) => set[name]);

Deno.test("each ORCH_ variable is one typed setting, and none where it is unset or empty", () => {
  assertEquals(from({}), {});
  assertEquals(from({ ORCH_PROFILE: "", ORCH_MAX_LIGHT: " " }), {});
  assertEquals(
    from({ ORCH_PROFILE: "2", ORCH_CPU_TARGET: ".5", ORCH_MAX_LIGHT: "8", ORCH_MAX_HEAVY: "2" }),
    { profile: 2, cpuTarget: 0.5, maxLight: 8, maxHeavy: 2 },
  );
});

Deno.test("nonsense in a variable is refused with its name and value", () => {
  const cases = [
    ["ORCH_PROFILE", "3", "expected 0, 1 or 2"],
    ["ORCH_PROFILE", "one", "expected 0, 1 or 2"],
    ["ORCH_CPU_TARGET", "0", "above 0 and up to 1"],
    ["ORCH_CPU_TARGET", "50%", "above 0 and up to 1"],
    ["ORCH_MAX_LIGHT", "0", "a whole number from 1 to 1000"],
    ["ORCH_MAX_HEAVY", "1.5", "a whole number from 1 to 1000"],
    ["ORCH_MAX_HEAVY", "-1", "a whole number from 1 to 1000"],
  ] as const;
  for (const [name, value, says] of cases) {
    const error = assertThrows(() => from({ [name]: value }), UserError, says);
    assertEquals(
      error.message.startsWith(`${name}: `) && error.message.endsWith(`"${value}"`),
      true,
    );
  }
});

const all = ["micro", "sketch", "reprover", "copilot"].map((name) => scriptedStrategy(name));
const names = (choice: Parameters<typeof lineup>[1]) =>
  lineup(all, choice).strategies.map(({ name }) => name);

Deno.test("profile 0 is micro, 1 adds copilot and sketch, 2 is all; names win over the profile", () => {
  assertEquals(names({ profile: 0 }), ["micro"]);
  assertEquals(names({ profile: 1 }), ["micro", "sketch", "copilot"]);
  assertEquals(names({ profile: 2 }), ["micro", "sketch", "reprover", "copilot"]);
  assertEquals(names({ profile: 0, names: ["reprover"] }), ["reprover"]);
});

Deno.test("an unknown strategy, an unavailable one and none at all are one clear line", () => {
  const lame = [{ ...scriptedStrategy("micro"), unavailable: "no model endpoint is given" }];
  assertEquals(lineup([...lame, ...all], { profile: 0 }).unavailable.length, 1);
  assertThrows(
    () => names({ profile: 0, names: ["mirco"] }),
    UserError,
    'unknown strategy "mirco"; known: micro, sketch, reprover, copilot',
  );
  assertThrows(
    () => lineup(lame, { profile: 0, names: ["micro"] }),
    UserError,
    "strategy micro is unavailable: no model endpoint is given",
  );
  assertThrows(() => lineup(lame, { profile: 0 }), UserError, "no strategy of profile 0");
});
