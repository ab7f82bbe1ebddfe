import { describe, expect, it } from 'vitest';
import { describePart } from './describe-part.ts';
import { functionPart } from './function-cells.ts';

describe('functions', () => {
  describePart(functionPart());

  it('say what to add where one has no row', () => {
    expect(functionPart(['sendEverything']).holes).toEqual([
      expect.objectContaining({
        subject: 'sendEverything',
        message: expect.stringContaining('function-rows.ts'),
      }),
    ]);
  });
});
