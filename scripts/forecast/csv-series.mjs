import { SeriesError } from './errors.mjs';
import { fileInstant } from './instant.mjs';

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const gapPattern = /^(?:na|nan|n\/a|null|none)?$/i;
const stepPattern = /^\d{1,8}$/;

/**
 * A series that grows by rows of CSV. Cells of time are instants; or they count steps, where all are whole numbers
 * below 100,000,000 (1, 2, 3 as in files of competitions, years, or a running number). An empty value is a gap.
 */
export class CsvSeries {
  /** @type {number[]} */
  #values = [];
  /** @type {number[]} */
  #times = [];
  /** @type {'instant' | 'step' | undefined} */
  #kind;

  /**
   * @param {string} id
   * @param {number} line of the first row
   */
  constructor(id, line) {
    this.id = id;
    this.line = line;
  }

  /**
   * @param {string} value
   * @param {string} [time] absent where the file has no such column
   * @throws {SeriesError} for cells that cannot be read; the series is then as before
   */
  add(value, time) {
    const number = parseValue(value);
    if (time !== undefined) {
      const kind = stepPattern.test(time) ? 'step' : 'instant';
      const at = kind === 'step' ? Number(time) : fileInstant(time);
      if (at === undefined)
        throw new SeriesError(`expected an ISO 8601 instant, an epoch or a step: ${time}`);
      this.#kind ??= kind;
      if (kind !== this.#kind) throw new SeriesError(`expected a time like those of the rows above: ${time}`);
      this.#times.push(at);
    }
    this.#values.push(number);
  }

  /** @returns {import('./parse-series.mjs').Series} */
  build() {
    const series = { id: this.id, values: this.#values };
    if (this.#kind === undefined) return series;
    return this.#kind === 'step' ? { ...series, steps: this.#times } : { ...series, at: this.#times };
  }
}

/** @param {string} cell */
function parseValue(cell) {
  if (numberPattern.test(cell) && Number.isFinite(Number(cell))) return Number(cell);
  if (gapPattern.test(cell)) return Number.NaN;
  throw new SeriesError(`expected a number, or nothing for a gap: ${cell}`);
}
