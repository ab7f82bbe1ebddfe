import { describe, expect, it } from 'vitest';
import { answerSchemas } from '../../../test/fuzz-api/answer-schemas.ts';
import { operationsOf } from '../../../test/fuzz-api/api-document.ts';
import { servedDocument } from '../../../test/matrix/served-document.ts';

const document = servedDocument();

const examples = operationsOf(document).flatMap((served) =>
  [...answerSchemas(document, served)].map(([status, schema]) => ({
    name: `${served.operation.operationId}, ${status}`,
    schema,
    example: served.operation.responses[status]?.content?.['application/json']?.example,
  })),
);

describe('examples of answers', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThan(60);
  });

  it.each(examples)('are what the document says of them: $name', ({ schema, example }) => {
    expect(schema.safeParse(example).error?.issues ?? []).toEqual([]);
  });
});
