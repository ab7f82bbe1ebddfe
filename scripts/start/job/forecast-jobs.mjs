const minuteMs = 60_000;
/** A job that is made later than this before a minute begins might miss it. */
const marginMs = 4_000;

const notNegative = { bounds: { minimum: 0 } };

/** The forecast jobs of the demonstration, but for their schedules. */
const specs = [
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
];

/**
 * Each hour, as a company would have it, at the first minute that a job made now will not miss: so the first hour comes
 * soon.
 *
 * @param {Date} now
 */
export function hourlyFrom(now) {
  const first = new Date(Math.ceil((now.getTime() + marginMs) / minuteMs) * minuteMs);
  return `${first.getUTCMinutes()} * * * *`;
}

/**
 * Makes the forecast jobs.
 *
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('../backend.mjs').Clock} clock
 * @returns {Promise<{ jobs: import('../wire.mjs').JobAnswer[], dueAt: Date }>} `dueAt` is when all have come due
 * @throws {Error} when the API does not mean to run one of them
 */
export async function makeForecastJobs(api, clock) {
  /** @type {import('../wire.mjs').JobAnswer[]} */
  const jobs = [];
  let dueAt = clock.now();
  for (const spec of specs) {
    /** @type {import('../wire.mjs').JobAnswer} */
    const job = await api.post('/v1/forecast-jobs', { ...spec, schedule: hourlyFrom(clock.now()) });
    const next = job.status?.nextRunAt ?? null;
    if (next === null) throw new Error(`The job "${spec.name}" will not run: ${job.status?.message}`);
    jobs.push(job);
    dueAt = new Date(Math.max(dueAt.getTime(), Date.parse(next)));
  }
  return { jobs, dueAt };
}
