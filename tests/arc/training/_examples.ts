import { SPLITS } from "../../../lib/dataset/split.ts";
import type { RulerExample } from "../../../lib/arc/training/ruler_example.ts";
import type { FamilySearch } from "../../../lib/arc/trace/trace.ts";

/** Searches of three families, in the order they ran; the named one fits. */
export function searches(fitting: string): FamilySearch[] {
  return ["geometry", "selection", "enumeration"].map((family, i) => ({
    source: "teacher" as const,
    stage: i < 2 ? "closed_form" : "enumeration",
    family,
    nodes: 100 * 10 ** i,
    cut: false,
    drafts: 3,
    fits: family === fitting ? 1 : 0,
    ...(family === fitting ? { nodesToFit: 100 * 10 ** i, foundAt: 50 * 10 ** i } : {}),
  }));
}

/** Tasks whose facts say which family fits and which primitive it uses. */
export function clearExamples(count: number): RulerExample[] {
  const kinds = [
    { token: "symmetry.motion", family: "geometry", ops: ["move_rigid"] },
    { token: "crop.object", family: "selection", ops: ["objects", "pick_max"] },
    { token: "motion.gravity", family: "enumeration", ops: ["gravity", "stack"] },
  ];
  return Array.from({ length: count }, (_, i): RulerExample => {
    const { token, family, ops } = kinds[i % 3]!;
    return {
      taskId: `t${i}`,
      traceDigest: `d${i}`,
      split: SPLITS[Math.floor(i / 3) % 4 === 0 ? 1 : Math.floor(i / 3) % 4 === 1 ? 2 : 0]!,
      tokens: [token, "palette.same"],
      searches: searches(family),
      fitting: [{ family, ops }],
    };
  });
}
