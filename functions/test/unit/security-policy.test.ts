import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');

/** Files that the text names in backticks, and those that it links to. */
const named = [...text.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file = '']) => `functions/${file}`);
const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, file = '']) => file);

/** Rows of the tables of threats: attacker, path, what stops it, tests. */
const threats = text
  .slice(text.indexOf('## Threats'), text.indexOf('## Where we stand'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|Attacker)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('SECURITY.md', () => {
  it.each([...new Set([...named, ...linked])])('names what is there: %s', (file) => {
    expect(existsSync(path.join(root, file))).toBe(true);
  });

  it('says how to report', () => {
    expect(text).toMatch(/^## Reporting$/m);
    expect(text).toContain('privately');
  });

  it('has threats, each with an attacker, a path, what stops it, and a test or the reason why there is none', () => {
    expect(threats.length).toBeGreaterThan(35);
    for (const cells of threats) {
      expect(cells, cells.join(' | ')).toHaveLength(4);
      for (const cell of cells) expect(cell.length, cells.join(' | ')).toBeGreaterThan(2);
      expect(cells[3], cells[1]).toMatch(/\.test\.ts`|^no test: /);
    }
  });

  it('is what the README and those who contribute are led to', () => {
    for (const file of ['README.md', 'CONTRIBUTING.md'])
      expect(readFileSync(path.join(root, file), 'utf8'), file).toContain('SECURITY.md');
  });
});
