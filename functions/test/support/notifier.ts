import type { Notifier, SendRequest, SendResult } from '../../src/contracts/notifier.ts';
import { memorySecrets } from '../../src/notifications/secrets/memory-secrets.ts';

/** A notifier that sends nowhere and keeps what it was to send. */
export interface TestNotifier extends Notifier {
  readonly sent: SendRequest[];
}

/** Secrets in memory, and a sender for which all goes well unless `overrides` say otherwise. */
export function testNotifier(overrides: Partial<Notifier> = {}): TestNotifier {
  const sent: SendRequest[] = [];
  const delivered: SendResult = { outcome: 'delivered', status: 200, detail: 'answered 200' };
  return {
    secrets: memorySecrets(),
    outbound: { allowHttp: false, allowedHosts: [] },
    send: async (request) => {
      sent.push(request);
      return delivered;
    },
    ...overrides,
    sent,
  };
}
