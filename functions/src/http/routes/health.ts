import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { DomainError } from '../../contracts/errors.ts';
import { healthTimeoutMs } from '../limits.ts';
import type { Services } from '../services.ts';
import { publicRoute } from './define-route.ts';

const healthSchema = z
  .object({
    status: z.literal('ok'),
    version: z.string().meta({ description: 'version of the deployed code' }),
    time: z.date(),
    firestore: z.literal('ok'),
  })
  .meta({ id: 'Health' });

/** `GET /health`: whether the service and the store beneath it answer. */
export const healthRoute = publicRoute({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  tag: 'Service',
  summary: 'Is the service there?',
  description:
    'Answers 200 when the service and Firestore do, and 503 when Firestore does not within two seconds.',
  success: {
    status: 200,
    description: 'The service and its store answer.',
    schema: healthSchema,
    example: { status: 'ok', version: '0.1.0', time: new Date('2026-11-21T05:00:00Z'), firestore: 'ok' },
  },
  handle: async ({ ctx: services }) => {
    await askFirestore(services);
    return { status: 'ok', version: services.version, time: services.now(), firestore: 'ok' } as const;
  },
});

async function askFirestore({ firestore }: Services): Promise<void> {
  const read = firestore
    .doc('health/ping')
    .get()
    .then(() => true);
  const answered = await Promise.race([read, setTimeout(healthTimeoutMs, false, { ref: false })]);
  if (!answered) throw storeSilent();
}

const storeSilent = () =>
  new DomainError('unavailable', 'SERVICE_UNAVAILABLE', 'Firestore does not answer within two seconds', {
    retryAfterSeconds: 5,
  });
