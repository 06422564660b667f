// The numbers' way onto the terminal.

/** The value below which the part `share` of the samples lies. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (samples) => quantile(samples, 0.5);
export const p95 = (samples) => quantile(samples, 0.95);

const WIDTHS = [56, 12, 12];

/** A heading of the table. */
export function heading(text) {
  console.log(`\n${text.padEnd(WIDTHS[0])}${'measured'.padStart(WIDTHS[1])}${'budget'.padStart(WIDTHS[2])}`);
}

/** A line of the table; without a budget it only tells. */
export function row(name, value, unit, budget) {
  const number = (given) => `${given.toFixed(unit === '' ? 0 : 2)}${unit && ` ${unit}`}`;
  const limit = budget === undefined ? '' : `≤ ${number(budget)}`;
  const verdict = budget === undefined ? '' : value <= budget ? '  OK' : '  OVER';
  console.log(`${name.padEnd(WIDTHS[0])}${number(value).padStart(WIDTHS[1])}${limit.padStart(WIDTHS[2])}${verdict}`);
}
