import { z } from 'zod';
import { type Receiver, startReceiver } from './receiver.ts';

const labels = z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string().min(1));

/** `postableAlert` of Alertmanager's API v2. */
const postableAlertsSchema = z.array(
  z
    .strictObject({
      labels: labels.refine((pairs) => Object.keys(pairs).length > 0),
      annotations: z.record(z.string(), z.string()),
      startsAt: z.iso.datetime().transform((text) => new Date(text)),
      endsAt: z.iso.datetime().transform((text) => new Date(text)),
      generatorURL: z.url().optional(),
    })
    .refine(({ startsAt, endsAt }) => startsAt <= endsAt, 'start time must be before end time'),
);

export type PostableAlert = z.infer<typeof postableAlertsSchema>[number];

/** The alerts of each request that a receiver got. Throws for a body that Alertmanager would answer 400 to. */
export const alertsOf = ({ requests }: Receiver): PostableAlert[][] =>
  requests.map(({ body }) => postableAlertsSchema.parse(JSON.parse(body)));

/** Alerts that Alertmanager holds for active: known by their labels, the younger message counts. */
export function activeAt(
  requests: readonly (readonly PostableAlert[])[],
  now: Date,
): Record<string, string>[] {
  const held = new Map<string, PostableAlert>();
  for (const alert of requests.flat()) {
    held.set(JSON.stringify(Object.entries(alert.labels).sort()), alert);
  }
  return [...held.values()].filter(({ endsAt }) => endsAt > now).map((alert) => alert.labels);
}

export const startAlertmanager = (script: Receiver['script'] = [[200]]) => startReceiver(script);
