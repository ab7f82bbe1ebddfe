import { describe, expect, it } from 'vitest';
import { describePart } from './describe-part.ts';
import { scriptPart } from './script-cells.ts';

describe('scripts', () => {
  describePart(scriptPart());

  it('say what to add where one has no row', () => {
    expect(scriptPart(['wipe']).holes).toEqual([
      expect.objectContaining({ subject: 'wipe', message: expect.stringContaining('script-rows.ts') }),
    ]);
  });
});
