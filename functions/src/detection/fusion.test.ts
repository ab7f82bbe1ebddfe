import { expect, it } from 'vitest';
import { createFinding, type Finding } from './channels/channels.ts';
import { conclude } from './fusion.ts';
import type { MemoryFinding } from './memory/memory.ts';

const channels = (given: Partial<Finding>): Finding => ({ ...createFinding(), ...given });
const memory = (given: Partial<MemoryFinding>): MemoryFinding => ({
  decades: 0,
  sort: 'value',
  novelty: { distance: 0, side: 'within' },
  single: { distance: 0, side: 'within' },
  ...given,
});

it('pools both views, and calls the anomaly by the channel', () => {
  const both = conclude(channels({ decades: 4, kind: 'level-shift' }), memory({ decades: 5 }));
  expect(both).toEqual({ decades: 4.5, valueDecades: 4.5, kind: 'level-shift', source: 'channels' });
});

it.each([
  ['above', 'value', 'spike'],
  ['below', 'value', 'dip'],
  ['within', 'value', 'unseen-pattern'],
  ['above', 'shape', 'unseen-pattern'],
] as const)('calls what only the memory finds, %s by %s, a %s', (side, sort, kind) => {
  const found = conclude(
    channels({ decades: 1 }),
    memory({ decades: 8, sort, novelty: { distance: 0.5, side } }),
  );
  expect(found).toMatchObject({ kind, source: 'memory', decades: 2.5 });
});

it('lets a hole stand beside the value', () => {
  const found = conclude(channels({ decades: 2, gapDecades: 6 }), memory({ decades: 2 }));
  expect(found).toMatchObject({ kind: 'missing', decades: 6, valueDecades: 2 });
});

it('lets a flat line stand for itself', () => {
  const found = conclude(channels({ decades: 2, flatLineDecades: 5 }), memory({}));
  expect(found).toMatchObject({ kind: 'flat-line', decades: 5, valueDecades: 5 });
});

it('lets the memory add nothing to what a forecast excused', () => {
  const found = conclude(channels({ decades: 3 }), memory({ decades: 8 }), true);
  expect(found.decades).toBe(3);
});
