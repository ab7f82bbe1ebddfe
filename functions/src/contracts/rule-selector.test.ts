import { expect, test } from 'vitest';
import { conditionSchema } from './alert-condition.ts';
import { ruleSelectorSchema } from './rule-selector.ts';

test.each([
  [{ forecastJob: '*' }, { forecastJob: '*' }],
  [{ forecastJob: 'job_1' }, { forecastJob: 'job_1' }],
  [{ metricId: 'met_1' }, { metricId: 'met_1' }],
  [{ metric: 'm' }, { metric: 'm', labels: {} }],
])('%o is a selector', (given, read) => {
  expect(ruleSelectorSchema.parse(given)).toEqual(read);
});

test.each([{ forecastJob: 'job_*' }, { forecastJob: '' }, { forecastJob: '*', metricId: 'met_1' }, {}])(
  '%o is none, and is told what one is',
  (given) => {
    const { error } = ruleSelectorSchema.safeParse(given);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"forecastJob"|"\*"/),
    ]);
  },
);

test('a job is failing after three failures, where a rule does not say, and after a hundred at most', () => {
  const failing = (more: object) => conditionSchema.safeParse({ type: 'forecast-job-failing', ...more });
  expect(failing({}).data).toEqual({ type: 'forecast-job-failing', failures: 3 });
  expect([1, 100].map((failures) => failing({ failures }).success)).toEqual([true, true]);
  expect([0, 101, 1.5, '3'].map((failures) => failing({ failures }).success)).toEqual(
    [0, 1, 2, 3].map(() => false),
  );
});
