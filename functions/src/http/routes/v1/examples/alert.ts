import type { z } from 'zod';
import type { alertDetailResponseSchema, alertResponseSchema } from '../../../../contracts/alert.ts';
import type { alertRuleResponseSchema } from '../../../../contracts/alert-rule.ts';
import { exampleIds } from './ids.ts';

export const alertRuleRequestExample = {
  name: 'ATL departures below 10 an hour soon',
  selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
  condition: {
    type: 'forecast-breach',
    direction: 'below',
    threshold: 10,
    withinSeconds: 21_600,
    probability: 0.8,
  },
  severity: 'critical',
} as const;

export const alertRuleExample: z.output<typeof alertRuleResponseSchema> = {
  ruleId: exampleIds.alertRule,
  ...alertRuleRequestExample,
  enabled: true,
  forSeconds: 0,
  recovery: null,
  noData: null,
  status: null,
  labels: {},
  annotations: {},
  notify: null,
  createdAt: new Date('2026-11-20T09:30:00Z'),
  updatedAt: new Date('2026-11-20T09:30:00Z'),
  createdBy: `api-key:${exampleIds.apiKey}`,
};

export const alertExample: z.output<typeof alertResponseSchema> = {
  alertId: exampleIds.alert,
  fingerprint: '0f1e2d3c4b5a69788796a5b4',
  open: true,
  state: 'firing',
  ruleId: exampleIds.alertRule,
  ruleName: alertRuleRequestExample.name,
  jobId: null,
  jobName: null,
  metricId: exampleIds.metric,
  metricKey: 'flights.departures',
  labels: { airport: 'ATL' },
  severity: 'critical',
  summary: 'flights.departures (ATL) will fall below 10',
  description: '',
  reason: 'below 10 within 6 hours with probability 0.93, most likely at 2026-11-21 09:00 UTC',
  value: 12.1,
  threshold: 10,
  crossing: {
    probability: 0.93,
    at: new Date('2026-11-21T09:00:00Z'),
    earliest: new Date('2026-11-21T07:00:00Z'),
    latest: new Date('2026-11-21T11:00:00Z'),
    forecastId: exampleIds.forecast,
  },
  anomalyId: null,
  startedAt: new Date('2026-11-21T05:00:00Z'),
  firedAt: new Date('2026-11-21T05:00:02Z'),
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  awaitsClear: false,
  beneathSilence: null,
  silencedBy: [],
  silencedUntil: null,
  assignedTo: null,
  groupIds: [],
  evaluatedThrough: new Date('2026-11-21T05:00:00Z'),
  undecidedAt: null,
  calmSince: null,
  eventCount: 1,
  updatedAt: new Date('2026-11-21T05:00:02Z'),
};

export const alertDetailExample: z.output<typeof alertDetailResponseSchema> = {
  ...alertExample,
  timeline: [
    {
      eventId: 'evt_4a6c8e0b2d3f5a7c9e1b3d5f',
      kind: 'state',
      at: new Date('2026-11-21T05:00:00Z'),
      from: 'inactive',
      to: 'firing',
      reason: alertExample.reason,
      actor: 'system:evaluateRules',
      value: 12.1,
      sequence: 0,
      beneathSilence: null,
      silencedBy: [],
      assignedTo: null,
      channelId: null,
      deliveryId: null,
      recordedAt: new Date('2026-11-21T05:00:02Z'),
    },
  ],
};
