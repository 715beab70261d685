/** Processor time in seconds since the machine started: of all of it, and of one process group. */
export interface MachineTimes {
  readonly total: number;
  readonly busy: number;
  readonly group: number;
}

/** Linux counts processor time in hundredths of a second, whatever the processor. */
const TICKS = 100;

/** A process may end between the listing and the reading. */
const READ = "cat /proc/stat /proc/[0-9]*/stat 2>/dev/null";

/**
 * Reads `/proc`, from outside of whatever is measured, by `cat`: Deno itself may read there only with every
 * permission. The group's time holds that of its children that have ended and were waited for.
 */
export async function machineTimes(group: number): Promise<MachineTimes> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", READ] }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  const ticks = lines[0]!.split(/ +/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, one) => sum + one, 0);
  return {
    total: total / TICKS,
    busy: (total - ticks[3]! - ticks[4]!) / TICKS,
    group: lines.reduce((sum, line) => sum + ticksIn(group, line), 0) / TICKS,
  };
}

/** Those of a process that is in the group. */
function ticksIn(group: number, stat: string): number {
  // The program's name may hold spaces and brackets; what follows the last one may not.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!/^\d+ \(/.test(stat) || Number(fields[2]) !== group) return 0;
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Shares of the machine in use between two readings, in [0, 1]: of all, of the group, of everybody else. */
export function sharesBetween(before: MachineTimes, after: MachineTimes) {
  const total = after.total - before.total;
  const machine = (after.busy - before.busy) / total, group = (after.group - before.group) / total;
  return { machine, group, others: Math.max(0, machine - group) };
}
