import * as z from "zod";
import type { ChatMessage } from "../../substrate/models/openai_client.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { EDIT_OPS, PAYLOADS } from "../edits/payloads.ts";
import type { PlanRequest, TeacherTool } from "../session/ports.ts";

/** How a diagnosis begins. */
export function diagnosisPrompt(
  tools: readonly TeacherTool[],
  callsLeft: number,
): readonly ChatMessage[] {
  const manual = tools.map(({ name, description, parameters }) =>
    `- ${name}: ${description} Input: ${canonicalJson(parameters)}`
  );
  return [
    {
      role: "system",
      content: [
        "You diagnose a problem-solving harness (the student). Find two to five causes of failure that",
        "several tasks share, and what the harness would need to be told to do better.",
        "Each cause needs evidence: run at least three of its tasks. Rates are recounted from the log of",
        "your tool calls, and a cause whose rates the log does not support is dropped.",
        "To show that a cause can be cured, try an edit on its tasks; the harness itself stays as it is.",
        "",
        "Answer one JSON object a turn: either `tool` with its input as JSON text in `inputJson`, or",
        "`diagnosis`; the others null.",
        `You have ${callsLeft} tool calls.`,
        "",
        "Tools:",
        ...manual,
      ].join("\n"),
    },
    { role: "user", content: "Begin." },
  ];
}

/** Characters of the state's files that are shown. */
const SHOWN = 60_000;

/** What a plan is asked for with. */
export function planPrompt(request: PlanRequest, files: string): readonly ChatMessage[] {
  const ops = EDIT_OPS.map((op) => {
    const schema = z.toJSONSchema(PAYLOADS[op], { target: "draft-7", io: "input" });
    return `- ${op}: ${canonicalJson(schema)}`;
  });
  const clusters = request.clusters.map((cluster) => ({
    id: cluster.id,
    description: cluster.description,
    skillGap: cluster.skillGap,
    failures: cluster.studentRuns,
    successes: cluster.teacherRuns,
  }));
  return [
    {
      role: "system",
      content: [
        "You plan edits of a problem-solving harness. Each edit is one op with its payload as JSON text",
        `in \`payloadJson\`. Propose one to ${request.editsPerCluster} edits for each cause, best first,`,
        "each naming the ids of the causes it should cure. A gate measures every edit on other tasks and",
        "keeps those that are a gain.",
        "",
        "Ops:",
        ...ops,
      ].join("\n"),
    },
    {
      role: "user",
      content: [
        `Causes: ${canonicalJson(clusters)}`,
        `What became of earlier edits: ${canonicalJson(request.history.slice(-50))}`,
        `Files of the state: ${files.slice(0, SHOWN)}`,
      ].join("\n\n"),
    },
  ];
}
