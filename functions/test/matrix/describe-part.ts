import { expect, it } from 'vitest';
import type { MatrixPart } from './cell.ts';

/** A part of the matrix as tests: one for what has no row, and one for the cells of each subject. */
export function describePart({ holes, subjects }: MatrixPart): void {
  it('has a row for everything that there is', () => {
    expect(holes).toEqual([]);
  });

  it.each(subjects)('$kind $name', { timeout: 120_000 }, async (subject) => {
    const results = await subject.run();
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
}
