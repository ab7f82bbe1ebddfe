/** Wall clocks to UTC, for records that give the local time of the place where they were made. */

const DAY_MS = 86_400_000;

/**
 * The instant at which the clocks of `timeZone` showed `wallMs`.
 *
 * Both are ms since 1970; `wallMs` counts as if the wall clock were UTC. In the hour that is skipped in spring the
 * offset before the change holds (02:10 that never was is 03:10), since the records add a delay to a scheduled time.
 * In the hour that comes twice in autumn the first one is meant.
 *
 * @param {number} wallMs
 * @param {string} timeZone name in the tz database, such as `America/Chicago`
 */
export function utcFromWallClock(wallMs, timeZone) {
  const before = offsetMs(wallMs - DAY_MS, timeZone);
  const early = wallMs - before;
  const after = offsetMs(early, timeZone);
  if (after === before) return early;
  const late = wallMs - after;
  return offsetMs(late, timeZone) === after ? late : early;
}

/** How far the clocks of `timeZone` are ahead of UTC at an instant. */
function offsetMs(utcMs, timeZone) {
  const parts = formatterOf(timeZone).formatToParts(utcMs);
  const part = (type) => Number(parts.find((candidate) => candidate.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(utcMs / 1000) * 1000;
}

const formatters = new Map();

function formatterOf(timeZone) {
  const formatter = formatters.get(timeZone) ?? buildFormatter(timeZone);
  formatters.set(timeZone, formatter);
  return formatter;
}

const buildFormatter = (timeZone) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
