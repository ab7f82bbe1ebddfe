import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { fieldProblems } from '../../contracts/validation.ts';
import { routes } from './index.ts';

interface Content {
  readonly schema: z.ZodType;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}

const requests = routes.flatMap(({ config }) =>
  Object.entries((config.request?.body?.content ?? {}) as unknown as Record<string, Content>).flatMap(
    ([mediaType, { schema, examples }]) =>
      Object.entries(examples).map(([name, { value }]) => ({
        name: `${config.operationId}, ${mediaType}, ${name}`,
        schema,
        value,
      })),
  ),
);

describe('examples of requests', () => {
  it('are there', () => {
    expect(requests.length).toBeGreaterThan(15);
  });

  it.each(requests)('are what the route takes: $name', ({ schema, value }) => {
    const { error } = schema.safeParse(value);
    expect(error === undefined ? [] : fieldProblems(error)).toEqual([]);
  });
});
