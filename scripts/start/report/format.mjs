const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * A number for people: four significant digits, thousands grouped, `none` where there is none.
 *
 * @param {number | null | undefined} value
 */
export function formatNumber(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'none';
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/**
 * A whole number with its thousands grouped.
 *
 * @param {number} count
 */
export const formatCount = (count) => count.toLocaleString('en');

/**
 * An instant in UTC, as exactly as steps of `stepMs` need: `Nov 2026`, `21 Nov 05:00`, `21 Nov 05:00:35`.
 *
 * @param {number | string | Date} instant
 * @param {number} [stepMs]
 */
export function formatInstant(instant, stepMs = minuteMs) {
  const date = new Date(instant);
  const iso = date.toISOString();
  if (stepMs >= 28 * dayMs) return `${month.format(date)} ${iso.slice(0, 4)}`;
  const day = `${date.getUTCDate()} ${month.format(date)}`;
  if (stepMs >= dayMs) return `${day} ${iso.slice(0, 4)}`;
  return `${day} ${stepMs >= minuteMs ? iso.slice(11, 16) : iso.slice(11, 19)}`;
}

/**
 * A length of time in its two largest units: `4 s`, `2 min 5 s`, `5 h`, `2 d 3 h`.
 *
 * @param {number} ms
 */
export function formatDuration(ms) {
  if (ms < 10 * secondMs) return `${Math.round(ms / 100) / 10} s`;
  /** @type {[number, string][]} */
  const units = [
    [dayMs, 'd'],
    [hourMs, 'h'],
    [minuteMs, 'min'],
    [secondMs, 's'],
  ];
  const rounded = Math.round(ms / secondMs) * secondMs;
  const first = units.findIndex(([length]) => rounded >= length);
  const parts = [];
  let rest = rounded;
  for (const [length, name] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

/**
 * A share between 0 and 1 in percent.
 *
 * @param {number} share
 */
export const formatPercent = (share) => `${Math.round(share * 100)}%`;

/**
 * A series as people write it: `flight_departures{airport="ATL"}`.
 *
 * @param {string} key
 * @param {Readonly<Record<string, string>>} labels
 */
export function formatSeries(key, labels) {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? key : `${key}{${pairs.join(', ')}}`;
}

/**
 * Breaks a text into lines at its spaces. A word longer than a line stays whole.
 *
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
export function wrap(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
