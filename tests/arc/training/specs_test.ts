import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { loadCheckpoints } from "../../../lib/arc/run/checkpoints.ts";
import type { LearnedSpec } from "../../../lib/arc/training/write_spec.ts";
import { writeSpec } from "../../../lib/arc/training/write_spec.ts";
import { rulerSpec } from "../../../lib/arc/training/train_ruler.ts";
import { criticSpec } from "../../../lib/arc/training/train_critic.ts";
import { studentSpec } from "../../../lib/arc/training/train_student.ts";
import { describerSpec } from "../../../lib/arc/training/train_describer.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-specs-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const model = { weights: { a: 1 }, temperature: 1 };
const trained = {
  features: "f",
  seed: 1,
  dataDigest: "d",
  rows: { train: 2 },
  metrics: { top1: 1 },
};
const specs: readonly LearnedSpec[] = [
  rulerSpec({
    trained,
    prior: { families: model, costs: {}, ops: model, opNames: [], focus: 0, focusHit: 0 },
  }),
  criticSpec({ trained, critic: { ranking: model, blame: model } }),
  studentSpec({ trained, prior: { directives: model, keep: 2 } }),
  describerSpec({ trained, relevance: { model, threshold: 0.5 } }),
];

for (const spec of specs) {
  const path = `${folder}/${spec.module}.jsonc`;

  Deno.test(`a learned ${spec.module} is loaded as it was written`, async () => {
    await writeSpec(path, spec);
    const loaded = (await loadCheckpoints({ [spec.module]: path }))[spec.module];
    assertEquals(loaded?.name, "learned");
    const { trained: record } = loaded!.settings as unknown as { trained: unknown };
    assertEquals(record, trained);
  });

  Deno.test(`a ${spec.module} of other features is refused with file, line and both versions`, async () => {
    const text = await Deno.readTextFile(path);
    const other = `${folder}/other_${spec.module}.jsonc`;
    await Deno.writeTextFile(other, text.replace(/("featureVersion": "\w+)\/1"/, '$1/0"'));
    const error = await assertRejects(() => loadCheckpoints({ [spec.module]: other }), UserError);
    assertEquals(error.exitCode, 2);
    assertStringIncludes(error.message, `${other}:`);
    assertStringIncludes(error.message, "settings.featureVersion");
    assertStringIncludes(error.message, `${spec.settings.featureVersion}`);
  });

  Deno.test(`a learned ${spec.module} cannot stand in for another module`, async () => {
    const wrong = spec.module === "critic" ? "describer" : "critic";
    await assertRejects(() => loadCheckpoints({ [wrong]: path }), UserError, "module");
  });
}
