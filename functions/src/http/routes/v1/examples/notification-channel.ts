import type {
  ChannelTestResponse,
  NotificationChannel,
  NotificationChannelResponse,
} from '../../../../contracts/notification-channel.ts';
import { exampleIds } from './ids.ts';

/** As the document stands. */
export const storedChannelExample: NotificationChannel = {
  name: 'operations',
  settings: { type: 'webhook', url: 'https://ops.example/hooks/alerts', format: 'standard' },
  enabled: true,
  disabledReason: null,
  maxPerMinute: 20,
  secretReference: null,
  secretHint: '…x9Kd',
  previousSecret: null,
  lastTestAt: null,
  lastDeliveredAt: new Date('2026-11-21T05:00:32Z'),
  lastError: null,
  createdAt: new Date('2026-11-20T09:30:00Z'),
  updatedAt: new Date('2026-11-20T09:30:00Z'),
  createdBy: `api-key:${exampleIds.apiKey}`,
};

const { secretReference: _, ...answered } = storedChannelExample;

export const channelExample: NotificationChannelResponse = {
  channelId: exampleIds.channel,
  ...answered,
  previousSecret: null,
};

export const channelTestExample: ChannelTestResponse = {
  outcome: 'delivered',
  status: 200,
  detail: 'answered 200: ok',
  durationMs: 184,
  deliveryId: exampleIds.delivery,
};

/** What stands for a key in examples: none that works. */
export const signingSecretExample = 'whsec_…';
