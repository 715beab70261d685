/** Processor time in seconds since the machine started: of all of it, and of one process group. */
export interface MachineTimes {
  readonly total: number;
  readonly busy: number;
  readonly group: number;
}

/** Linux counts processor time in hundredths of a second, whatever the processor. */
const TICKS = 100;

/**
 * Reads `/proc`, from outside of whatever is measured. The group's time holds that of its children that have
 * ended and were waited for.
 */
export function machineTimes(group: number): MachineTimes {
  const [line = ""] = Deno.readTextFileSync("/proc/stat").split("\n");
  const ticks = line.split(/ +/).slice(1, 9).map(Number);
  const total = ticks.reduce((sum, one) => sum + one, 0);
  return {
    total: total / TICKS,
    busy: (total - ticks[3]! - ticks[4]!) / TICKS,
    group: groupTicks(group) / TICKS,
  };
}

function groupTicks(group: number): number {
  let sum = 0;
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      // The program's name may hold spaces and brackets; what follows the last one may not.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[2]) !== group) continue;
      sum += fields.slice(11, 15).reduce((ticks, one) => ticks + Number(one), 0);
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

/** Shares of the machine in use between two readings, in [0, 1]: of all, of the group, of everybody else. */
export function sharesBetween(before: MachineTimes, after: MachineTimes) {
  const total = after.total - before.total;
  const machine = (after.busy - before.busy) / total, group = (after.group - before.group) / total;
  return { machine, group, others: Math.max(0, machine - group) };
}
