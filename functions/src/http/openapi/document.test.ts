import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { noFirestore, testServices } from '../../../test/support/http-api.ts';
import { createApp } from '../app.ts';
import { routes } from '../routes/index.ts';
import { openApiDocument } from './document.ts';

interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

const app = createApp(testServices(noFirestore));
const document = openApiDocument(app, { version: '1.2.3' });
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
);

const componentSchemas = document.components?.schemas as Readonly<
  Record<
    string,
    { readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, object>> }
  >
>;

describe('the document', () => {
  it('is OpenAPI 3.1, all references resolved', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });

  it('shows every route of the table', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      routes.map(({ config }) => config.operationId).sort(),
    );
  });

  it('gives each operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names requests, answers and resources after their contracts', () => {
    expect(Object.keys(componentSchemas)).toEqual(
      expect.arrayContaining([
        'IngestRequest',
        'Point',
        'ForecastRequest',
        'MetricResponse',
        'AlertRuleResponse',
        'Problem',
      ]),
    );
  });

  it('says that fields of answers are always there, and that requests may leave defaults out', () => {
    expect(componentSchemas.MetricResponse?.required).toContain('lastValue');
    expect(componentSchemas.CreateAlertRuleRequest?.required).not.toContain('enabled');
    expect(componentSchemas.CreateAlertRuleRequest?.properties?.enabled).toMatchObject({ default: true });
  });

  it('lets a component be null where the contract does', () => {
    expect(componentSchemas.MetricResponse?.properties?.resolution).toEqual({
      anyOf: [{ $ref: '#/components/schemas/Resolution' }, { type: 'null' }],
    });
    expect(componentSchemas.UpdateForecastJobRequest?.properties?.holidays).toMatchObject({
      anyOf: [{ $ref: '#/components/schemas/Holidays' }, { type: 'null' }],
    });
  });

  it('has patterns without the ends of literals', () => {
    const text = JSON.stringify(document);
    expect(text).toContain(String.raw`"pattern":"^\\P{Cc}+$"`);
    expect(text).not.toMatch(/"pattern":"[^"]*\$\/[a-z]+"/);
  });

  it('says that a precondition may be wrong, and that a person has to name an organization, where nothing else can be wrong', () => {
    expect(Object.keys(paths['/v1/organizations/current']?.get?.responses ?? {})).toContain('400');
    expect(Object.keys(paths['/v1/api-keys/current']?.get?.responses ?? {})).toContain('400');
  });

  it('is the server of itself, below any prefix', () => {
    expect(document.servers).toEqual([expect.objectContaining({ url: '.' })]);
    const elsewhere = openApiDocument(app, { version: '1', publicUrl: 'https://api.example.com' });
    expect(elsewhere.servers).toEqual([expect.objectContaining({ url: 'https://api.example.com' })]);
  });
});

describe.each(operations)('$name', ({ path, operation }) => {
  it('is explained', () => {
    const { operationId, summary, description, tags } = operation;
    expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary.length).toBeGreaterThan(5);
    expect(description.length).toBeGreaterThan(20);
    expect(document.tags?.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]));
  });

  it('declares each variable of its path', () => {
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect((operation.parameters ?? []).map(({ name }) => name)).toEqual(expect.arrayContaining(variables));
  });

  it('shows an example of each request body and of its answer', () => {
    for (const media of Object.values(operation.requestBody?.content ?? {})) {
      expect(Object.keys(media.examples ?? {}).length).toBeGreaterThan(0);
    }
    const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    expect(successes).toHaveLength(1);
    for (const [status, { content }] of successes) {
      const [mediaType, media] = Object.entries(content ?? {})[0] ?? [];
      if (operation.tags.includes('Charts')) expect(mediaType).toMatch(/^image\//);
      else if (operation.operationId === 'getExportFile') expect(mediaType).toBe('application/gzip');
      else if (status !== '204') expect(media?.example).toBeDefined();
    }
  });

  it('says which header it heeds where it answers 304 or 412', () => {
    const heeds = (name: string) => (operation.parameters ?? []).some((one) => one.name === name);
    expect(heeds('If-None-Match')).toBe('304' in operation.responses);
    expect(heeds('If-Match')).toBe('412' in operation.responses);
  });

  it('names the ways in which it fails', () => {
    const statuses = Object.keys(operation.responses);
    expect(statuses).toEqual(expect.arrayContaining(['500', '503']));
    if (operation.security.length > 0) expect(statuses).toContain('401');
    if (operation.requestBody !== undefined)
      expect(statuses).toEqual(
        expect.arrayContaining([operation.tags.includes('TimeGPT') ? '422' : '400', '413', '415']),
      );
    if (path.includes('{')) expect(statuses).toContain('404');
    for (const status of statuses.filter((one) => Number(one) >= 400)) {
      const form = operation.tags.includes('TimeGPT') ? 'application/json' : 'application/problem+json';
      const media = operation.responses[status]?.content?.[form];
      expect(Object.keys(media?.examples ?? {}).length).toBeGreaterThan(0);
    }
  });
});
