/** A whole number with thousands set apart: 12,345. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share of 0–1 as a percentage with one decimal: 37.5 %; `–` where the whole is empty. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Bytes in the unit that keeps three digits or fewer before the point: 1.4 MB (1 MB = 10⁶ bytes). */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 99.5 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}

/** A rate in the digits that still mean something: 0.25, 3.1, 48, 12,345. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 9.95) return formatCount(perSecond);
  return perSecond >= 0.995 ? perSecond.toFixed(1) : perSecond.toFixed(2);
}
