import type { RehearsalResponse } from '../../../../contracts/rehearsal.ts';
import { exampleIds } from './ids.ts';

const firedAt = new Date('2026-11-17T06:00:00Z');
const breachedAt = new Date('2026-11-17T09:00:00Z');
const channelId = exampleIds.channel;

export const rehearsalExample: RehearsalResponse = {
  ruleId: exampleIds.alertRule,
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-20T00:00:00Z'),
  stoppedAt: null,
  series: [
    { metricId: exampleIds.metric, metric: 'flights.departures', labels: { airport: 'ATL' }, points: 456 },
  ],
  moreSeries: false,
  transitions: 2,
  timeline: [
    {
      ...{ metricId: exampleIds.metric, at: firedAt, from: 'inactive', to: 'firing', value: 8.2 },
      reason: 'expected to fall below 10 within 6 h (p = 0.91, around 09:00 UTC)',
      sent: [
        {
          ...{ at: new Date('2026-11-17T06:00:30Z'), channelId, kind: 'alerts' },
          ...{ reason: 'first-notification', notification: 1 },
        },
      ],
      withheld: [],
    },
    {
      ...{
        metricId: exampleIds.metric,
        at: new Date('2026-11-18T06:00:00Z'),
        from: 'firing',
        to: 'resolved',
      },
      ...{ reason: 'not expected to fall below 10 within 6 h (p = 0.03)', value: 31, sent: [] },
      withheld: [{ at: new Date('2026-11-18T06:00:30Z'), channelId, reason: 'send-resolved-off' }],
    },
  ],
  episodes: [
    {
      ...{ metricId: exampleIds.metric, startedAt: firedAt, firedAt },
      ...{ endedAt: new Date('2026-11-18T06:00:00Z'), firingSeconds: 86_400 },
    },
  ],
  notifications: { sent: 1, channels: [{ channelId, sent: 1, withheld: { 'send-resolved-off': 1 } }] },
  forecast: {
    forecasts: 19,
    breaches: [
      {
        ...{ metricId: exampleIds.metric, at: breachedAt, value: 7 },
        ...{ foretoldAt: firedAt, leadTimeSeconds: 10_800 },
      },
    ],
    falseAlarms: [],
    calibration: [
      { from: 0, to: 0.1, forecasts: 18, cameTrue: 0, meanProbability: 0.01, frequency: 0 },
      { from: 0.9, to: 1, forecasts: 1, cameTrue: 1, meanProbability: 0.91, frequency: 1 },
    ],
  },
};
