import { parseInstant } from '../../functions/lib/pipeline/normalise/instant.js';

const withoutOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?$/;
const monthAlone = /^\d{4}-\d{2}$/;

/**
 * An instant of a file in ms UTC, as ingestion reads it. Files written by data frames leave the offset out: that is UTC
 * here. A month alone is its first day.
 *
 * @param {string | number} value ISO 8601 or an epoch (seconds to nanoseconds, told apart by magnitude)
 * @returns {number | undefined} undefined where it is no instant
 */
export function fileInstant(value) {
  const parsed = parseInstant(typeof value === 'string' ? complete(value.trim()) : value, 'auto', Infinity);
  return 'at' in parsed ? parsed.at : undefined;
}

/** @param {string} text */
function complete(text) {
  if (withoutOffset.test(text)) return `${text}Z`;
  return monthAlone.test(text) ? `${text}-01` : text;
}
