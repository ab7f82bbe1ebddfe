import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { parse } from 'acorn';
import { simple } from 'acorn-walk';
import { isSafePattern } from 'redos-detector';
import { describe, expect, it, vi } from 'vitest';

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

const source = `${import.meta.dirname}/../../src`;

/**
 * Expressions that the checker takes for unsafe and that are not. It starts at every place of a text and does not see that
 * what these begin with cannot occur in what they repeat.
 */
const looked: Readonly<Record<string, string>> = {
  '/\\{(\\w+)\\}/g': 'begins with a brace, which no word has; paths of our own routes',
  '/ \\([^()]*\\)$/': 'begins with a parenthesis, which it repeats all but; names of a library',
  '/`([^`]*)`/g': 'begins with what it repeats all but; prose of our own',
  '/\\{\\{ *([A-Za-z_][A-Za-z0-9_.-]*) *\\}\\}/g': 'begins with braces, which neither spaces nor names have',
  '/-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.+-])|(?:true|false|null)(?!\\w)/y':
    'sticky: tried at one place, where each shorter number fails at once at the digit that follows',
  '/^[^\\s@<>"\\p{Cc}]+@[^\\s@<>"\\p{Cc}]+$/u':
    'neither part takes the @ between them, which the checker does not see for \\p; a setting of the deployment',
};

/** Every literal of the source, and where an expression is put together while the program runs. */
function expressionsIn(folder: string) {
  const literals = new Map<string, Expression>();
  const built = new Set<string>();
  const files = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/testing/**'] });
  for (const file of files) {
    const code = stripTypeScriptTypes(readFileSync(`${folder}/${file}`, 'utf8'));
    const noteBuilt = ({ callee }: { callee: { type: string; name?: string } }) => {
      if (callee.type === 'Identifier' && callee.name === 'RegExp') built.add(file);
    };
    simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
      Literal: ({ regex }) => {
        if (regex) literals.set(`/${regex.pattern}/${regex.flags}`, regex);
      },
      NewExpression: (node) => noteBuilt(node as never),
      CallExpression: (node) => noteBuilt(node as never),
    });
  }
  return { literals, built };
}

/** Ways to read one text before the checker gives up; a text that can be read in unboundedly many has no number. */
function waysOf({ pattern, flags }: Expression): number {
  const { score } = isSafePattern(pattern, {
    maxScore: 200,
    maxSteps: 20_000,
    timeout: Number.POSITIVE_INFINITY,
    caseInsensitive: flags.includes('i'),
    unicode: flags.includes('u'),
    dotAll: flags.includes('s'),
    multiLine: flags.includes('m'),
  });
  return score.infinite ? Number.POSITIVE_INFINITY : score.value;
}

const { literals, built } = expressionsIn(source);

describe('regular expressions of the source', () => {
  it('are looked for where there are some', () => {
    expect(literals.size).toBeGreaterThan(60);
    expect(Object.keys(looked).filter((one) => !literals.has(one))).toEqual([]);
  });

  it.each([...literals].filter(([text]) => !(text in looked)))('do not run away: %s', (_, expression) => {
    expect(waysOf(expression)).toBeLessThan(200);
  });

  it('are put together in few places only, from what is ours', async () => {
    expect([...built].sort()).toEqual([
      'http/conditional/entity-tags.ts',
      'http/middleware/not-found.ts',
      'operator/auth/api-key-format.ts',
    ]);
    const made: Expression[] = [];
    const Original = RegExp;
    vi.stubGlobal(
      'RegExp',
      class extends Original {
        constructor(pattern: string | RegExp, flags?: string) {
          super(pattern, flags);
          made.push({ pattern: this.source, flags: this.flags });
        }
      },
    );
    vi.resetModules();
    const { notFoundHandler } = await import('../../src/http/middleware/not-found.ts');
    const { readEntityTags } = await import('../../src/http/conditional/entity-tags.ts');
    await import('../../src/operator/auth/api-key-format.ts');
    notFoundHandler([{ method: 'get', path: '/v1/forecast-jobs/:jobId/runs/:runId' }]);
    readEntityTags('If-Match', '"a", W/"b"');
    vi.unstubAllGlobals();
    // What is not anchored takes apart what an anchored one has taken whole.
    const whole = made.filter(({ pattern }) => pattern.startsWith('^'));
    expect(whole).toHaveLength(3);
    for (const expression of whole) expect(waysOf(expression), expression.pattern).toBeLessThan(200);
  });
});

it.each(['(a+)+$', '=+$', '^(\\d+\\.?\\d*)x$'])('would find one that does: %s', (pattern) => {
  expect(waysOf({ pattern, flags: '' })).toBeGreaterThanOrEqual(200);
});
