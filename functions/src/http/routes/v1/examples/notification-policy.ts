import type { z } from 'zod';
import type { inhibitionRuleResponseSchema } from '../../../../contracts/inhibition-rule.ts';
import type {
  notificationPolicyResponseSchema,
  routePreviewSchema,
} from '../../../../contracts/notification-policy.ts';
import { exampleIds } from './ids.ts';

const madeAt = new Date('2026-11-20T09:00:00Z');
const written = { createdAt: madeAt, updatedAt: madeAt, createdBy: `user:${exampleIds.member}` };

export const policyRequestExample = {
  name: 'the airports of the north',
  order: 100,
  matchers: [{ label: 'airport', operator: '=~', value: 'BOS|JFK' }],
  notify: {
    channels: [exampleIds.channel],
    groupBy: ['alertname', 'airport'],
    quietHours: { timeZone: 'America/New_York', windows: [{ from: '22:00', to: '06:00' }] },
  },
};

export const policyExample: z.output<typeof notificationPolicyResponseSchema> = {
  policyId: exampleIds.policy,
  name: 'the airports of the north',
  enabled: true,
  order: 100,
  matchers: [{ label: 'airport', operator: '=~', value: 'BOS|JFK' }],
  continue: false,
  notify: {
    channels: [exampleIds.channel],
    groupBy: ['alertname', 'airport'],
    groupWaitSeconds: 30,
    groupIntervalSeconds: 300,
    repeatIntervalSeconds: 14_400,
    sendResolved: true,
    quietHours: {
      timeZone: 'America/New_York',
      windows: [
        {
          days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
          from: '22:00',
          to: '06:00',
        },
      ],
    },
    escalation: [],
  },
  ...written,
};

const labels = { airport: 'JFK', alertname: 'departures look wrong', severity: 'warning' };

export const routePreviewExample: z.output<typeof routePreviewSchema> = {
  labels,
  routes: [
    {
      kind: 'policy',
      id: exampleIds.policy,
      name: policyExample.name,
      groupId: exampleIds.group,
      groupLabels: { airport: 'JFK', alertname: 'departures look wrong' },
      notify: policyExample.notify,
      channels: [{ channelId: exampleIds.channel, name: 'operations', status: 'enabled', step: null }],
    },
  ],
  policies: [{ policyId: exampleIds.policy, name: policyExample.name, outcome: 'matches' }],
  inhibitedBy: null,
};

export const inhibitionRequestExample = {
  name: 'an airport that is closed',
  sourceMatchers: [{ label: 'alertname', value: 'airport closed' }],
  targetMatchers: [{ label: 'severity', operator: '=~', value: 'info|warning' }],
  equal: ['airport'],
};

export const inhibitionExample: z.output<typeof inhibitionRuleResponseSchema> = {
  inhibitionId: exampleIds.inhibition,
  name: 'an airport that is closed',
  enabled: true,
  sourceMatchers: [{ label: 'alertname', operator: '=', value: 'airport closed' }],
  targetMatchers: [{ label: 'severity', operator: '=~', value: 'info|warning' }],
  equal: ['airport'],
  ...written,
};
