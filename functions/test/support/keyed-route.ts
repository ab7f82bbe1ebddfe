import { z } from 'zod';
import { memberRoute } from '../../src/http/routes/define-route.ts';
import { jsonBody } from '../../src/http/routes/request-body.ts';
import { testApi, testNow, testServices } from './http-api.ts';

const orderSchema = z.strictObject({ item: z.string() });
const madeSchema = z.object({ number: z.number(), item: z.string(), text: z.string().optional() });

/** What the verb of the test route answers, given how often it was called before this. */
export type Verb = (count: number, item: string, use: string | undefined) => Promise<{ text?: string }>;

export const ordersPath = '/v1/orders';

/**
 * An API with one route, `POST /v1/orders`, which answers how often its verb has been called, and a clock. The verb is the
 * test's: it may fail, wait, or never come back, as a process that dies.
 */
export function keyedApi(verb: Verb = async () => ({})) {
  let minutes = 0;
  const uses: (string | undefined)[] = [];
  const route = memberRoute(['metrics:write'], {
    method: 'post',
    audit: { none: 'data-plane' },
    path: ordersPath,
    operationId: 'createOrder',
    tag: 'Ingestion',
    summary: 'Order something',
    description: 'A route of tests.',
    body: jsonBody(orderSchema, {}),
    success: {
      status: 201,
      description: 'ordered',
      schema: madeSchema,
      example: { number: 1, item: 'tea' },
      location: ({ number }) => `${ordersPath}/${number}`,
    },
    handle: async ({ body: { item }, idempotencyKey }) => {
      const number = uses.push(idempotencyKey);
      return { number, item, ...(await verb(number, item, idempotencyKey)) };
    },
  });
  const services = { ...testServices(), now: () => new Date(testNow.getTime() + minutes * 60_000) };
  const api = testApi(services, [route]);
  return {
    services,
    uses,
    /** The clock of every request from now on. */
    wait: (more: number) => {
      minutes += more;
    },
    order: (
      key: string,
      idempotencyKey: string | undefined,
      body: unknown = { item: 'tea' },
      path = ordersPath,
    ) =>
      api.call({
        method: 'POST',
        path,
        key,
        body,
        headers: idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey },
      }),
  };
}
