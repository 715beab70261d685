import type { Ruler } from "./ruler.ts";
import type { RulerSettings } from "./ruler_settings.ts";
import { symbolicRuler } from "./teacher.ts";

/**
 * A second ruler beside the teacher: it drafts first, with families and edits in its own order, and what
 * it proposes has the source `student`. The teacher stays active, so a poor student only costs nodes.
 */
export function createStudent(settings: RulerSettings, name = "symbolic"): Ruler {
  return symbolicRuler("student", settings, name);
}
