import { assertAlmostEquals, assertEquals } from "@std/assert";
import { AlphaLedger } from "../../../lib/distillation/gate/alpha_ledger.ts";

Deno.test("edits that are expected share alpha evenly, and lost ones keep their part", () => {
  const ledger = new AlphaLedger(0.05, 10);
  for (let edit = 0; edit < 10; edit++) {
    const grant = ledger.grant();
    assertAlmostEquals(grant.alpha, 0.005);
    assertAlmostEquals(grant.close(false), 0.005);
  }
  assertAlmostEquals(ledger.spent, 0.05);
});

Deno.test("an accepted edit gives its part back, once", () => {
  const ledger = new AlphaLedger(0.05, 2);
  const grant = ledger.grant();
  assertEquals([grant.close(true), ledger.spent], [0, 0]);
  grant.close(true);
  assertEquals([ledger.spent, ledger.next], [0, 0.05]);
});

Deno.test("edits beyond those expected never overdraw the budget", () => {
  const ledger = new AlphaLedger(0.05, 1);
  for (let edit = 0; edit < 40; edit++) ledger.grant().close(false);
  assertEquals(ledger.spent <= 0.05, true);
  assertEquals(new AlphaLedger(0.05, 0).next, 0.025);
});

Deno.test("what was spent before is not granted again", () => {
  const ledger = new AlphaLedger(0.05, 2, 0.03);
  assertAlmostEquals(ledger.next, 0.01);
  ledger.grant().close(true);
  assertAlmostEquals(ledger.spent, 0.03);
});

Deno.test("alpha is taken while a test is under way", () => {
  const ledger = new AlphaLedger(0.05, 5);
  ledger.grant();
  assertAlmostEquals(ledger.spent, 0.01);
});
