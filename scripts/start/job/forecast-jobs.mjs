const minuteMs = 60_000;
/** A job made later than this before a minute begins might miss it. */
const marginMs = 4_000;

/**
 * The first minute that a job made now will certainly not miss.
 *
 * @param {Date} now
 */
export function nextMinute(now) {
  return new Date(Math.ceil((now.getTime() + marginMs) / minuteMs) * minuteMs);
}

/**
 * The forecast jobs of the demonstration. Each hour at a minute of their own, as a company would have them; which
 * minute is chosen so that the first hour comes soon.
 *
 * @param {Date} first when they are to run first, on the minute
 */
export function forecastJobs(first) {
  const schedule = `${first.getUTCMinutes()} * * * *`;
  const notNegative = { bounds: { minimum: 0 } };
  return [
    {
      name: 'Departures, two days ahead',
      selector: { metric: 'flight_departures' },
      horizon: 48,
      ...notNegative,
    },
    { name: 'Arrival delays, two days ahead', selector: { metric: 'flight_arrival_delay' }, horizon: 48 },
    {
      name: 'Humidity, five minutes ahead',
      selector: { metric: 'sensor_humidity' },
      horizon: 60,
      ...notNegative,
    },
    { name: 'Turnover, a year ahead', selector: { metric: 'equipment_turnover_index' }, horizon: 12 },
  ].map((spec) => ({ ...spec, schedule }));
}
