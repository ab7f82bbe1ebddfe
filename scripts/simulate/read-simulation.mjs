const jobsMax = 10_000_000;

/**
 * The options of the command as a simulation, or in words which of them makes no sense.
 *
 * @param {{ jobs: string, date: string, seed: string, outage?: string | undefined, 'per-sweep'?: string | undefined, workers?: string | undefined, order?: string }} options
 * @returns {import('./simulate-day.mjs').Simulation | string}
 */
export function readSimulation({
  jobs,
  date,
  seed,
  outage,
  'per-sweep': perSweep,
  workers,
  order = 'turns',
}) {
  const count = whole(jobs);
  if (count === undefined || count < 1 || count > jobsMax)
    return `--jobs: expected a whole number from 1 to ${jobsMax}, found "${jobs}".`;
  const seedNumber = whole(seed);
  if (seedNumber === undefined) return `--seed: expected a whole number, found "${seed}".`;
  if (!isDate(date)) return `--date: expected a day as yyyy-mm-dd, found "${date}".`;
  const out = outage === undefined ? undefined : readOutage(outage);
  if (out === null)
    return `--outage: expected hh:mm-hh:mm within one day, the second later, found "${outage}".`;
  const limit = perSweep === undefined ? undefined : whole(perSweep);
  if (perSweep !== undefined && (limit === undefined || limit < 1))
    return `--per-sweep: expected a whole number above 0, found "${perSweep}".`;
  const atOnce = workers === undefined ? undefined : whole(workers);
  if (workers !== undefined && (atOnce === undefined || atOnce < 1))
    return `--workers: expected a whole number above 0, found "${workers}".`;
  if (order !== 'turns' && order !== 'path') return `--order: expected "turns" or "path", found "${order}".`;
  return { jobs: count, seed: seedNumber, date, outage: out, perSweep: limit, workers: atOnce, order };
}

/** @param {string} text */
const whole = (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** @param {string} text */
function isDate(text) {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** @param {string} text */
function readOutage(text) {
  const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number);
  const from = (fromHour ?? 0) * 60 + (fromMinute ?? 0);
  const to = (toHour ?? 0) * 60 + (toMinute ?? 0);
  return Math.max(fromMinute ?? 0, toMinute ?? 0) < 60 && to <= 24 * 60 && from < to ? { from, to } : null;
}
