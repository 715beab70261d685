import { cpus } from "node:os";

/** Measures the share of the machine's CPU, in [0, 1], that was busy since it was last asked. */
export interface CpuSampler {
  /** `undefined` the first time and when no time has passed. */
  sample(): Promise<number | undefined>;
}

/** Ticks since the machine started. */
interface CpuTicks {
  readonly busy: number;
  readonly total: number;
}

/** A sampler of all of the machine's processors: `/proc/stat`, elsewhere what the system reports. */
export function machineCpuSampler(): CpuSampler {
  let before: CpuTicks | undefined;
  return {
    sample: async () => {
      const now = await machineTicks();
      const passed = now.total - (before?.total ?? now.total);
      const busy = now.busy - (before?.busy ?? now.busy);
      before = now;
      return passed > 0 ? Math.min(1, Math.max(0, busy / passed)) : undefined;
    },
  };
}

async function machineTicks(): Promise<CpuTicks> {
  try {
    return parseProcStat(await Deno.readTextFile("/proc/stat"));
  } catch {
    // Not Linux, or reading there is not permitted.
    return osTicks();
  }
}

/**
 * Reads the summary line of `/proc/stat`; waiting for the disk counts as idle.
 *
 * @throws {SyntaxError} when there is no such line.
 */
export function parseProcStat(text: string): CpuTicks {
  const line = /^cpu +(.+)$/m.exec(text)?.[1];
  const ticks = line?.trim().split(/ +/).map(Number);
  if (ticks === undefined || ticks.length < 4 || ticks.some(Number.isNaN)) {
    throw new SyntaxError("Expected a line of CPU ticks in /proc/stat but found none");
  }
  // user nice system idle iowait irq softirq steal; guest time is contained in user.
  const total = ticks.slice(0, 8).reduce((sum, tick) => sum + tick, 0);
  return { total, busy: total - ticks[3]! - (ticks[4] ?? 0) };
}

function osTicks(): CpuTicks {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, total: busy + idle };
}
