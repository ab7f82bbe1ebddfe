import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { before, requestTime } from './support/documents.ts';
import { own, useWorld } from './support/world.ts';

const world = useWorld('metrics');
const path = `organizations/${own}/metrics/met_1`;
const stored = {
  key: 'flights.departures',
  labels: { airport: 'ATL' },
  layout: { span: 'month', generation: 1 },
  detectionSettings: null,
  updatedAt: before,
};
const settings = { enabled: true, sensitivity: 0.7, seasonLengths: [24, 168], timeZone: 'Europe/Vienna' };
const settled = (detectionSettings: unknown) => ({ detectionSettings, updatedAt: requestTime() });

describe('the settings of detection', () => {
  const update = async (change: Record<string, unknown>) => {
    await world.server.doc(path).set(stored);
    return world.as('member').update(path, change);
  };

  it.each([
    ['nothing', null],
    ['one of them', { enabled: false }],
    ['the ends of sensitivity', { sensitivity: 0 }],
    ['no seasons', { seasonLengths: [], timeZone: null }],
    ['the calendar', { sensitivity: 1, seasonLengths: null }],
  ])('may be %s', async (_, value) => {
    await assertSucceeds(update(settled(value)));
  });

  it.each([
    ['a word', settled('off')],
    ['a switch that is a word', settled({ enabled: 'no' })],
    ['a sensitivity above 1', settled({ sensitivity: 1.1 })],
    ['a sensitivity below 0', settled({ sensitivity: -0.1 })],
    ['a sensitivity that is no number', settled({ sensitivity: Number.NaN })],
    ['a sensitivity in words', settled({ sensitivity: 'high' })],
    ['four seasons', settled({ seasonLengths: [2, 3, 4, 5] })],
    ['a season outside a list', settled({ seasonLengths: 24 })],
    ['a zone that is no text', settled({ timeZone: 2 })],
    ['an endless zone', settled({ timeZone: 'x'.repeat(65) })],
    ['a setting of its own', settled({ ...settings, threshold: 3 })],
    ['an earlier time', { detectionSettings: settings, updatedAt: before }],
    ['no time', { detectionSettings: settings }],
    ['another layout', { ...settled(settings), layout: { span: 'day', generation: 2 } }],
    ['a status of detection', { ...settled(settings), detection: { status: 'off' } }],
  ])('may not come with %s', async (_, change) => {
    await assertFails(update(change));
  });
});
