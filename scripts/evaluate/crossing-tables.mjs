/** @typedef {import('./draw-crossings.mjs').Drawn} Drawn */

/** Probabilities of 0 and 1 are scored as if they were this far from it: one of 4,000 paths. */
const leastProbability = 1 / 4_000;

/**
 * What was said of thresholds beside how often they were crossed: by tenths of the probability said, and by frequency
 * with Brier score and log score (both are better when lower).
 *
 * @param {readonly Drawn[]} drawn
 * @returns {import('../bench/table.mjs').Table[]}
 */
export function crossingTables(drawn) {
  const groups = [...Map.groupBy(drawn, ({ frequency }) => frequency), ['all', drawn]];
  return [
    {
      title: 'thresholds crossed, in percent, by the probability that was said',
      columns: ['said, %', 'thresholds', 'said', 'crossed', 'normal: thresholds', 'said', 'crossed'],
      rows: Array.from({ length: 10 }, (_, i) => [
        `${10 * i} to ${10 * i + 10}`,
        ...tenth(drawn, 'ours', i),
        ...tenth(drawn, 'normal', i),
      ]),
    },
    {
      title: 'scores of crossing probabilities, and first crossings within earliest and latest, in percent',
      columns: [
        '',
        'thresholds',
        'said',
        'crossed',
        'Brier',
        'normal',
        'log score',
        'normal',
        'within earliest and latest',
      ],
      rows: /** @type {[string, Drawn[]][]} */ (groups).map(([name, group]) => [
        name,
        group.length,
        percent(group.map(({ ours }) => ours)),
        percent(group.map(crossedOf)),
        round(brier(group, 'ours'), 4),
        round(brier(group, 'normal'), 4),
        round(logScore(group, 'ours'), 4),
        round(logScore(group, 'normal'), 4),
        percent(group.flatMap(({ inRange }) => (inRange === undefined ? [] : [Number(inRange)]))),
      ]),
    },
  ];
}

/**
 * @param {readonly Drawn[]} drawn
 * @param {'ours' | 'normal'} who
 * @param {number} i
 */
function tenth(drawn, who, i) {
  const group = drawn.filter((one) => Math.min(9, Math.floor(10 * one[who])) === i);
  return [group.length, percent(group.map((one) => one[who])), percent(group.map(crossedOf))];
}

/** @param {Drawn} one */
const crossedOf = ({ crossed }) => Number(crossed);

/**
 * @param {readonly Drawn[]} group
 * @param {'ours' | 'normal'} who
 */
const brier = (group, who) => mean(group.map((one) => (one[who] - crossedOf(one)) ** 2));

/**
 * @param {readonly Drawn[]} group
 * @param {'ours' | 'normal'} who
 */
const logScore = (group, who) =>
  mean(
    group.map((one) => {
      const said = Math.max(leastProbability, Math.min(1 - leastProbability, one[who]));
      return -Math.log(one.crossed ? said : 1 - said);
    }),
  );

/** @param {readonly number[]} x */
const mean = (x) => x.reduce((sum, value) => sum + value, 0) / x.length;

/** @param {readonly number[]} x */
const percent = (x) => round(100 * mean(x), 1);

/**
 * @param {number} value
 * @param {number} digits
 */
const round = (value, digits) => +value.toFixed(digits);
