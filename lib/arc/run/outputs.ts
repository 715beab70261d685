import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { WriteLines } from "../../substrate/runs/ordered_emitter.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { criticBufferRows } from "../trace/critic_buffer.ts";
import { studentBufferRows } from "../trace/student_buffer.ts";
import { taskFileName } from "../trace/task_file_name.ts";
import type { Trace } from "../trace/trace.ts";
import type { BatchOutputs } from "./batch_options.ts";
import type { RunMemory } from "./run_memory.ts";
import type { Unit } from "./unit.ts";

/** The folder of a run: manifest, unit log, timing, and with `traceFiles` the index and the traces. */
export function runFolderOf(outputs: BatchOutputs): string {
  return outputs.outDir ?? `${outputs.results}.run`;
}

/** The JSONL outputs of a run, by the name the emitter knows them under. */
export function outputPaths(outputs: BatchOutputs): Record<string, string> {
  const folder = runFolderOf(outputs);
  const { results, traces, criticBuffer, studentBuffer, traceFiles } = outputs;
  return {
    results,
    timing: `${folder}/timing.jsonl`,
    ...(traceFiles === true ? { index: `${folder}/index.jsonl` } : {}),
    ...(traces === undefined ? {} : { traces }),
    ...(criticBuffer === undefined ? {} : { criticBuffer }),
    ...(studentBuffer === undefined ? {} : { studentBuffer }),
  };
}

/** Writes one finished task's share of every output, and remembers it: in order, so that memories repeat. */
export function unitWriter(
  outputs: BatchOutputs,
  fs: FileSystem,
  memory?: RunMemory,
): (unit: Unit, write: WriteLines) => Promise<void> {
  const folder = runFolderOf(outputs);
  return async ({ unit: taskId, payload }, write) => {
    const { result, indexRow, trace, seconds } = payload;
    if (outputs.traceFiles === true) {
      if (trace !== null) {
        const path = `${folder}/traces/${taskFileName(taskId)}`;
        await writeAtomicFile(path, trace + "\n", { fs });
      }
      // After the trace, so that the index never names a file that is not there.
      await write("index", [indexRow]);
    }
    await write("results", [result]);
    await write("timing", [canonicalJson({ schema: "arc.timing/1", taskId, seconds })]);
    if (trace === null) return;
    if (outputs.traces !== undefined) await write("traces", [trace]);
    const { criticBuffer, studentBuffer } = outputs;
    if ((criticBuffer ?? studentBuffer ?? memory) === undefined) return;
    const parsed = JSON.parse(trace) as Trace;
    await memory?.remember(parsed);
    if (outputs.criticBuffer !== undefined) {
      await write("criticBuffer", criticBufferRows(parsed).map(canonicalJson));
    }
    if (outputs.studentBuffer !== undefined) {
      await write("studentBuffer", studentBufferRows(parsed).map(canonicalJson));
    }
  };
}
