/** Longest wait that another side's word is taken for. */
const retryAfterSecondsMax = 86_400;

/**
 * `Retry-After` (RFC 9110, 10.2.3) in seconds from `now`: a number of seconds or an HTTP date, from 0 to a day. Undefined
 * when there is none or it is neither.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), retryAfterSecondsMax);
  // The three forms of an HTTP date begin with the name of a day and end with GMT or, the oldest one, with the year.
  if (!/^[A-Z][a-z]{2,8}[ ,].*( GMT| \d{4})$/.test(text)) return undefined;
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  if (Number.isNaN(at)) return undefined;
  const seconds = Math.ceil((at - now.getTime()) / 1_000);
  return Math.min(Math.max(seconds, 0), retryAfterSecondsMax);
}
