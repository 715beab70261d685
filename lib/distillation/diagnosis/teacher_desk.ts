import * as z from "zod";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { canonicalJson, type Json } from "../../substrate/values/canonical_json.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { BudgetSpent } from "../session/budget_spent.ts";
import type { CostLedger, TeacherDesk, ToolResult } from "../session/ports.ts";
import { readTools } from "./read_tools.ts";
import { runTools } from "./run_tools.ts";
import type { ToolAnswer, ToolRoom } from "./teacher_tool.ts";
import { loggedText, type TeacherCall } from "./tool_log.ts";

/** Characters of a result that a model is shown. */
const SHOWN = 20_000;

/** What a desk needs besides the room. */
export interface TeacherDeskOptions {
  readonly room: ToolRoom;
  readonly ledger: CostLedger;
  readonly maxToolCalls: number;
  /** Hears of every call, in order. */
  readonly onCall: (call: TeacherCall) => Promise<void>;
}

/** A desk whose log can be looked into, and whose phase can be changed. */
export interface LoggedDesk extends TeacherDesk {
  readonly calls: readonly TeacherCall[];
  phase: "diagnose" | "plan";
}

/**
 * The teacher's desk: tools over the diagnose split, a limit on calls, a log of everything.
 *
 * A call that fails is answered with a line, not thrown: the teacher may do better. Only an empty budget and
 * an interruption are thrown.
 */
export function openTeacherDesk(options: TeacherDeskOptions): LoggedDesk {
  const { room, ledger, maxToolCalls, onCall } = options;
  const offered = [...readTools, ...runTools].filter((tool) => tool.offered?.(room) ?? true);
  const calls: TeacherCall[] = [];
  let used = 0;
  const log = async (call: TeacherCall): Promise<void> => {
    calls.push(call);
    await onCall(call);
  };
  const nextId = () => `call-${String(calls.length + 1).padStart(3, "0")}`;
  const desk: LoggedDesk = {
    phase: "diagnose",
    calls,
    ledger,
    ...(room.signal === undefined ? {} : { signal: room.signal }),
    tools: offered.map(({ name, description, input }) => ({
      name,
      description,
      parameters: z.toJSONSchema(input, { target: "draft-7", io: "input" }) as Record<
        string,
        unknown
      >,
    })),
    get callsLeft() {
      return maxToolCalls - used;
    },
    note: async ({ name, asked, ok, text, costUsd }) => {
      await log({
        callId: nextId(),
        phase: desk.phase,
        kind: "model",
        name,
        input: asked,
        ok,
        text: loggedText(text),
        evidence: [],
        costUsd,
      });
    },
    call: async (name, input) => {
      room.signal?.throwIfAborted();
      if (used >= maxToolCalls) {
        throw new BudgetSpent(`the teacher used its ${maxToolCalls} tool calls`);
      }
      used++;
      const callId = nextId();
      const before = ledger.spentUsd.teacher + ledger.spentUsd.student;
      let ok = true, answer: ToolAnswer;
      try {
        const tool = offered.find((one) => one.name === name);
        if (tool === undefined) {
          throw new UserError(
            `no tool ${name}; there are ${offered.map((one) => one.name).join(", ")}`,
          );
        }
        const parsed = tool.input.safeParse(input);
        if (!parsed.success) throw inputError(zodFault(parsed.error, input));
        answer = await tool.answer(parsed.data, room);
      } catch (error) {
        if (error instanceof BudgetSpent || !(error instanceof UserError)) throw error;
        ok = false;
        answer = { value: { error: error.message } };
      }
      const text = canonicalJson(answer.value);
      const spent = ledger.spentUsd.teacher + ledger.spentUsd.student - before;
      await log({
        callId,
        phase: desk.phase,
        kind: "tool",
        name,
        input: jsonOf(input),
        ok,
        text: loggedText(text),
        evidence: [...answer.evidence ?? []],
        costUsd: Math.max(0, spent),
      });
      return resultOf(callId, ok, text, answer.value);
    },
  };
  return desk;
}

function resultOf(callId: string, ok: boolean, text: string, value: Json): ToolResult {
  const cut = text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`;
  return { callId, ok, text: cut, value };
}

/** The input as the log keeps it, whatever a teacher passed. */
function jsonOf(input: unknown): z.core.util.JSONType {
  const text = JSON.stringify(input);
  return text === undefined ? null : JSON.parse(text);
}
