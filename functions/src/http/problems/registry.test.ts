import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes, notFound } from '../../contracts/errors.ts';
import { errorIndexMarkdown, errorPageMarkdown } from '../pages/error-page.ts';
import { findProblemType, type ProblemReason, problemTypes } from './registry.ts';

interface Thrown {
  readonly file: string;
  readonly code: string;
  readonly reason: string;
}

const source = `${import.meta.dirname}/../..`;
const codes = errorCodes.join('|');

/** Every reason that stands in the source beside its code, and every kind of resource that can be missing. */
function thrownInSource(): Thrown[] {
  return globSync('**/*.ts', { cwd: source, exclude: ['**/*.test.ts'] }).flatMap((file) => {
    const text = readFileSync(`${source}/${file}`, 'utf8');
    const named = [...text.matchAll(new RegExp(`'(${codes})',\\s*'([A-Z][A-Z0-9_]+)'`, 'g'))];
    const http = [...text.matchAll(new RegExp(`code: '(${codes})', reason: '([A-Z][A-Z0-9_]+)'`, 'g'))];
    const missing = [...text.matchAll(/notFound\('([^']+)'/g)].map(([, kind = '']) => notFound(kind, ''));
    return [
      ...[...named, ...http].map(([, code = '', reason = '']) => ({ file, code, reason })),
      ...missing.map(({ code, reason }) => ({ file, code, reason })),
    ];
  });
}

const engineReasons = /'([A-Z]+(?:_[A-Z]+)+)'/g;

describe('problemTypes', () => {
  const thrown = thrownInSource();

  it('is looked up in a source that throws', () => {
    expect(thrown.length).toBeGreaterThan(40);
  });

  it('explains every reason that the source throws, under the same code', () => {
    const wrong = thrown.filter(({ code, reason }) => findProblemType(reason)?.code !== code);
    expect(wrong).toEqual([]);
  });

  it('explains every reason for which the forecasting engine refuses', () => {
    const text = readFileSync(`${source}/forecasting/forecast-input-error.ts`, 'utf8');
    const reasons = [...text.matchAll(engineReasons)].map(([, reason = '']) => reason);
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((reason) => findProblemType(reason) === undefined)).toEqual([]);
  });

  it('finds nothing under names that objects inherit', () => {
    expect(findProblemType('toString')).toBeUndefined();
  });
});

describe('docs/errors', () => {
  const folder = `${import.meta.dirname}/../../../../docs/errors`;
  const reasons = Object.keys(problemTypes) as ProblemReason[];

  it.each(reasons)('has the page of %s as the registry says it', async (reason) => {
    await expect(errorPageMarkdown(reason)).toMatchFileSnapshot(`${folder}/${reason}.md`);
  });

  it('has an index of all pages and no page besides', async () => {
    await expect(errorIndexMarkdown()).toMatchFileSnapshot(`${folder}/README.md`);
    const pages = globSync('*.md', { cwd: folder }).map((name) => name.replace('.md', ''));
    expect(pages.sort()).toEqual(['README', ...reasons].sort());
  });
});
