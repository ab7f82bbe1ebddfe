import { formatCount, formatDuration, formatNumber } from '../start/report/format.mjs';

/**
 * The result of a simulation as tables for people.
 *
 * @param {import('./simulate-day.mjs').SimulatedDay} result
 * @returns {import('../bench/table.mjs').Table[]}
 */
export function reportDay({
  simulation,
  day,
  instants,
  runs,
  delaySeconds,
  delaySecondsByOrganization,
  sweeps,
  bursts,
  perJobAndDay,
  monthly,
}) {
  const { untilHandedOut, untilStarted } = delaySeconds;
  const title = `${formatCount(simulation.jobs)} jobs of ${formatCount(simulation.organizations)} organizations on ${day.date} (seed ${day.seed})`;
  return [
    { title, columns: ['instants', ''], rows: counts(instants) },
    {
      title: 'Delay after the scheduled instant',
      columns: ['share', 'handed to the queue', 'started'],
      rows: Object.keys(untilStarted).map((name) => [
        name,
        seconds(untilHandedOut[name]),
        seconds(untilStarted[name]),
      ]),
    },
    {
      title: 'Start after the instant, by how many jobs an organization has',
      columns: ['', 'organizations', 'runs', 'median', '99 of 100', 'all'],
      rows: Object.entries(delaySecondsByOrganization).map(([name, size]) => [
        spaced(name),
        formatCount(size.organizations),
        formatCount(size.runs),
        seconds(size.median),
        seconds(size.p99),
        seconds(size.max),
      ]),
    },
    {
      title: `Work: ${formatCount(runs)} runs`,
      columns: ['sweeps and bursts', ''],
      rows: [...counts(sweeps), ...counts(bursts)],
    },
    { title: 'A job and day', columns: ['', ''], rows: counts(perJobAndDay) },
    {
      title: 'Dollars a month at list prices, free quotas not taken off',
      columns: ['', ''],
      rows: [
        ...counts(monthly.dollars),
        ['total', formatNumber(monthly.totalDollars)],
        ['total in euros', formatNumber(monthly.totalEuros)],
      ],
    },
  ];
}

/** @param {number | undefined} length */
const seconds = (length) => formatDuration((length ?? 0) * 1_000);

/** @param {string} name */
const spaced = (name) => name.replaceAll(/([A-Z]|\d+)/g, ' $1').toLowerCase();

/** @param {Readonly<Record<string, number>>} numbers @returns {(string | number)[][]} */
const counts = (numbers) =>
  Object.entries(numbers).map(([name, count]) => [
    spaced(name),
    Number.isInteger(count) ? formatCount(count) : formatNumber(count),
  ]);
