import type { AlignedLeaf, Alignment } from './align-leaves.ts';
import type { Labels } from './hierarchy.ts';
import type { HierarchyCaution, HierarchyCautionCode } from './hierarchy-cautions.ts';
import type { HierarchyLeaf } from './hierarchy-request.ts';

/** Leaves named in a caution; the rest is counted. */
const NAMED_MAX = 3;

/** What had to be done to leaves before they could be added up. */
export function describeLeaves(
  { leaves, leftOut }: Alignment,
  given: readonly HierarchyLeaf[],
): HierarchyCaution[] {
  const name = ({ leaf }: { leaf: number }) => leafName(given[leaf].labels);
  const about = (
    code: HierarchyCautionCode,
    which: (leaf: AlignedLeaf) => boolean,
    say: (names: string) => string,
  ): HierarchyCaution[] => {
    const found = leaves.filter(which);
    return found.length === 0 ? [] : [{ code, message: say(listed(found.map(name))) }];
  };
  return [
    ...(leftOut.length === 0
      ? []
      : [
          {
            code: 'leaves-left-out' as const,
            message: `not counted in any sum: ${listed(leftOut.map((one) => `${name(one)} (${one.message})`))}`,
          },
        ]),
    ...about(
      'leaves-start-late',
      ({ start }) => start > 0,
      (names) => `begin later than others, and count as nothing in sums before: ${names}`,
    ),
    ...about(
      'leaves-end-early',
      ({ lag }) => lag > 0,
      (names) => `end before others, and what they miss is estimated by their own forecast: ${names}`,
    ),
    ...about(
      'leaves-cut',
      ({ cut }) => cut > 0,
      (names) => `have values newer than most leaves, which are not used: ${names}`,
    ),
    ...about(
      'leaves-aggregated',
      ({ aggregated }) => aggregated,
      (names) => `are finer than the common resolution, and whole steps of them were taken: ${names}`,
    ),
    ...about(
      'gaps-filled-in-sums',
      ({ values }) => values.some(Number.isNaN),
      (names) => `have gaps, which are filled before they are added up: ${names}`,
    ),
  ];
}

/** Labels as people write them: `region=north, shop=a`. */
function leafName(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? 'the series without labels' : pairs.join(', ');
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
