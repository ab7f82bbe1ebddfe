import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/detection/adtributor.json' with { type: 'json' };
import { attributeChange } from './attribute.ts';
import type { Move } from './types.ts';

const { dataCenter, advertiser, deviceType } = fixture.dimensions;

const move = (labels: Move['labels'], expected: number, observed: number, spread = 0): Move => ({
  id: JSON.stringify(labels),
  labels,
  expected,
  observed,
  spread,
});

/** The paper gives the revenue by each dimension alone; the product of the parts has these as its margins. */
const revenue = dataCenter.flatMap((center) =>
  advertiser.flatMap((customer) =>
    deviceType.map((device) =>
      move(
        { dataCenter: center.value, advertiser: customer.value, deviceType: device.value },
        (center.expected * customer.expected * device.expected) / 100 ** 2,
        (center.observed * customer.observed * device.observed) / 50 ** 2,
      ),
    ),
  ),
);

describe('attributeChange', () => {
  it("finds in Adtributor's example what the paper finds, but for the data center that lost no more than its part", () => {
    const found = attributeChange(revenue, 'delta');
    expect(found.map(({ label, explainedBy }) => [label, explainedBy])).toEqual([
      ['deviceType', ['Tablet', 'Mobile']],
      ['advertiser', ['A1', 'A3', 'A4']],
      ['dataCenter', []],
    ]);
  });

  it.each(Object.entries(fixture.dimensions))(
    'gives share and surprise by %s as scipy does',
    (label, known) => {
      const values = attributeChange(revenue, 'delta').find((found) => found.label === label)?.values ?? [];
      expect(values).toHaveLength(known.length);
      for (const one of known) {
        const found = values.find(({ value }) => value === one.value);
        expect(found?.expected).toBeCloseTo(one.expected, 10);
        expect(found?.observed).toBeCloseTo(one.observed, 10);
        expect(found?.share).toBeCloseTo(one.share, 12);
        expect(found?.surprise).toBeCloseTo(one.surprise, 12);
        expect(found?.usualShare).toBeCloseTo(one.expected / 100, 12);
      }
    },
  );

  it('names the region when all its hosts moved, and the host when one of them did', () => {
    const hosts = (observed: (region: string, host: number) => number) =>
      ['eu', 'us'].flatMap((region) =>
        [1, 2, 3].map((host) =>
          move({ region, host: `${region}-${host}` }, 10 * host, observed(region, host)),
        ),
      );
    const allOfOne = attributeChange(
      hosts((region, host) => (region === 'eu' ? 21 * host + host / 10 : 10 * host)),
      'delta',
    );
    expect(allOfOne[0]).toMatchObject({ label: 'region', explainedBy: ['eu'] });
    const one = attributeChange(
      hosts((region, host) => (region === 'eu' && host === 2 ? 60 : 10 * host)),
      'delta',
    );
    expect(one[0]).toMatchObject({ label: 'host', explainedBy: ['eu-2'] });
  });

  it('finds a small series that doubled beside large ones that vary by more, and calls that no change of its region', () => {
    const found = attributeChange(
      [
        move({ region: 'eu', host: 'small' }, 10, 20, 1),
        move({ region: 'eu', host: 'large' }, 1_000, 980, 20),
        move({ region: 'us', host: 'huge' }, 9_000, 9_100, 100),
      ],
      'delta',
    );
    expect(found[0]).toMatchObject({ label: 'host', explainedBy: ['small'] });
    expect(found[0]?.values.map(({ value, share }) => [value, share])).toEqual([
      ['huge', 0],
      ['large', 0],
      ['small', 1],
    ]);
    expect(found[1]?.values.map(({ share }) => share)).toEqual([null, null]);
  });

  it('adds up what is too little of each series to be told from its spread', () => {
    const hosts = Array.from({ length: 25 }, (_, host) =>
      move({ region: host < 20 ? 'eu' : 'us', host: `${host}` }, 100, host < 20 ? 98 : 100, 1),
    );
    expect(attributeChange(hosts, 'delta')[0]).toMatchObject({ label: 'region', explainedBy: ['eu'] });
  });

  it('averages gauges by value, and shares the change of the mean of all', () => {
    const [found] = attributeChange(
      [
        move({ host: 'a', zone: '1' }, 10, 40),
        move({ host: 'b', zone: '1' }, 20, 20),
        move({ host: 'c', zone: '2' }, 30, 30),
      ],
      'gauge',
    ).filter(({ label }) => label === 'zone');
    expect(found?.values).toMatchObject([
      { value: '1', series: 2, moved: 1, expected: 15, observed: 30, change: 15, share: 1 },
      { value: '2', series: 1, moved: 0, expected: 30, observed: 30, change: 0, share: 0 },
    ]);
  });

  it('gives one that moved the other way a negative share', () => {
    const [found] = attributeChange(
      [move({ host: 'a' }, 10, 50), move({ host: 'b' }, 20, 10), move({ host: 'c' }, 5, 5)],
      'delta',
    );
    expect(found?.values.map(({ value, share }) => [value, share])).toEqual([
      ['a', 40 / 30],
      ['b', -10 / 30],
      ['c', 0],
    ]);
    expect(found?.explainedBy).toEqual(['a']);
  });

  it('shares nothing when changes cancel out', () => {
    const [found] = attributeChange([move({ host: 'a' }, 10, 50), move({ host: 'b' }, 50, 11)], 'delta');
    expect(found?.values.map(({ share }) => share)).toEqual([null, null]);
    expect(found?.explainedBy).toEqual([]);
  });

  it('counts a part that was never expected', () => {
    const [found] = attributeChange([move({ host: 'a' }, 0, 30), move({ host: 'b' }, 0, 0)], 'delta');
    expect(found).toMatchObject({ explainedBy: ['a'] });
    expect(found?.values[0]).toMatchObject({ share: 1, surprise: 0.5, usualShare: null });
  });

  it('sees a level cross zero', () => {
    const [found] = attributeChange(
      [move({ place: 'in' }, 20, 20), move({ place: 'out' }, 8, -8), move({ place: 'roof' }, 5, 4)],
      'gauge',
    );
    expect(found).toMatchObject({ explainedBy: ['out'] });
    expect(found?.values[0]?.surprise).toBeGreaterThan(0.2);
  });

  it('explains nothing by a label all of whose values are needed, or none of which counts', () => {
    const halved = attributeChange([move({ host: 'a' }, 40, 20), move({ host: 'b' }, 40, 20)], 'delta');
    expect(halved[0]?.explainedBy).toEqual([]);
    const many = Array.from({ length: 20 }, (_, host) => move({ host: `${host}` }, 10, 12));
    expect(attributeChange(many, 'delta')[0]?.explainedBy).toEqual([]);
  });

  it('leaves out labels that do not differ', () => {
    const found = attributeChange(
      [move({ job: 'api', host: 'a' }, 1, 9), move({ job: 'api', host: 'constructor' }, 1, 1)],
      'delta',
    );
    expect(found.map(({ label }) => label)).toEqual(['host']);
  });
});
