import { expect, it } from 'vitest';
import { AnalysisSchedule, analysisDelayMs } from './analysis-schedule.ts';

const now = 1_000_000;
const span = (metricId: string, from = 50) => ({ metricId, from, to: from + 10 });

it('asks once for batches that come before the analysis begins', () => {
  const schedule = new AnalysisSchedule();
  expect(schedule.notYetAsked([span('a'), span('b')], now)).toHaveLength(2);
  schedule.asked([span('a')], now + analysisDelayMs);
  expect(schedule.notYetAsked([span('a', 60), span('b')], now + 1_000)).toEqual([span('b')]);
});

it('asks again when the analysis may have begun by the clock', () => {
  const schedule = new AnalysisSchedule();
  schedule.asked([span('a')], now + analysisDelayMs);
  expect(schedule.notYetAsked([span('a')], now + analysisDelayMs - 400)).toHaveLength(1);
});

it('asks again when the analysis has begun in this instance', () => {
  const schedule = new AnalysisSchedule();
  schedule.asked([span('a')], now + analysisDelayMs);
  schedule.begun('a');
  expect(schedule.notYetAsked([span('a')], now)).toHaveLength(1);
});

it('asks again for points from before those that the analysis was told of', () => {
  const schedule = new AnalysisSchedule();
  schedule.asked([span('a', 50)], now + analysisDelayMs);
  expect(schedule.notYetAsked([span('a', 49)], now)).toHaveLength(1);
});

it('forgets what is over', () => {
  const schedule = new AnalysisSchedule();
  for (let index = 0; index < 6_000; index += 1) schedule.asked([span(`m${index}`)], now + index * 10);
  expect(schedule.notYetAsked([span('m5999')], now + 5_999 * 10 - 1_000)).toEqual([]);
  expect(schedule.notYetAsked([span('m0')], now)).toHaveLength(1);
});
