import { z } from 'zod';
import { type Receiver, startReceiver } from './receiver.ts';

const payload = z.strictObject({
  summary: z.string().min(1).max(1_024),
  source: z.string().min(1),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  timestamp: z.iso.datetime().optional(),
  component: z.string().optional(),
  group: z.string().optional(),
  class: z.string().optional(),
  custom_details: z.record(z.string(), z.unknown()).optional(),
});

const common = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };

/** An event as PagerDuty documents it (Events API v2). */
const eventSchema = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...common,
    event_action: z.literal('trigger'),
    payload,
    images: z
      .array(z.strictObject({ src: z.url(), href: z.url().optional(), alt: z.string().optional() }))
      .optional(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string().optional() })).optional(),
    client: z.string().optional(),
    client_url: z.url().optional(),
  }),
  z.strictObject({ ...common, event_action: z.literal('acknowledge') }),
  z.strictObject({ ...common, event_action: z.literal('resolve') }),
]);

export type ReceivedEvent = z.infer<typeof eventSchema>;

const bodyBytesMax = 512 * 1_024;

/** What PagerDuty would hold: incidents by key, as the events so far left them. */
export function incidentsOf(
  events: readonly ReceivedEvent[],
): Map<string, 'triggered' | 'acknowledged' | 'resolved'> {
  const incidents = new Map<string, 'triggered' | 'acknowledged' | 'resolved'>();
  for (const { event_action: action, dedup_key: key } of events) {
    const state = incidents.get(key) ?? 'resolved';
    if (action === 'trigger') incidents.set(key, state === 'acknowledged' ? state : 'triggered');
    else if (state !== 'resolved') incidents.set(key, action === 'resolve' ? 'resolved' : 'acknowledged');
  }
  return incidents;
}

/** The events that a receiver got. Throws for a body that PagerDuty would answer 400 to. */
export const eventsOf = ({ requests }: Receiver): ReceivedEvent[] =>
  requests.map(({ body }) => {
    if (Buffer.byteLength(body) > bodyBytesMax) throw new Error('larger than 512 kB');
    return eventSchema.parse(JSON.parse(body));
  });

/** What PagerDuty answers when it takes an event. */
export const accepted = [202, '{"status":"success","message":"Event processed","dedup_key":"k"}'] as const;

export const startPagerDuty = (script: Receiver['script'] = [accepted]) => startReceiver(script);
