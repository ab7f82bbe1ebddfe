import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isApiKey, makeApiKey } from '../../src/operator/auth/api-key-format.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const files = globSync('**/*.{ts,mjs,js,json,md,sh,yml,yaml,rules,csv,env,pem,key,txt}', {
  cwd: root,
  exclude: ['**/node_modules/**', '**/lib/**', '**/.cache/**', '**/.git/**'],
});

/** How secrets look that scanners know, and one of ours. */
const forms: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  'key of a service account': /"private_key_id": *"[0-9a-f]{40}"/,
  'Google API key': /AIza[0-9A-Za-z_-]{35}/,
  'Google OAuth token': /ya29\.[0-9A-Za-z_-]{20,}/,
  'AWS key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'GitHub token': /\bgh[pousr]_[0-9A-Za-z]{36}\b/,
  'Slack token': /\bxox[abprs]-[0-9A-Za-z-]{20,}/,
  'Slack webhook': /hooks\.slack\.com\/services\/T[0-9A-Z]{8,}\/B[0-9A-Z]{8,}\/[0-9A-Za-z]{24}/,
  'Stripe key': /\b[rs]k_live_[0-9A-Za-z]{20,}/,
  'Nixtla key': /\bnixak-[0-9A-Za-z]{40,}/,
  'signed token': /\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\.[0-9A-Za-z_-]{40,}/,
};

/** Keys of TLS servers on localhost, which the tests of the guard need and nobody trusts. */
const known = ['functions/test/fixtures/tls/'];

describe('the repository', () => {
  it('is looked through', () => {
    expect(files.length).toBeGreaterThan(1_000);
    expect(files).toContain('functions/src/index.ts');
  });

  it('holds nothing that looks like a secret', () => {
    const found = files.flatMap((file) => {
      if (known.some((folder) => file.startsWith(folder))) return [];
      const text = readFileSync(path.join(root, file), 'utf8');
      return Object.entries(forms).flatMap(([form, shape]) => (shape.test(text) ? [`${file}: ${form}`] : []));
    });
    expect(found).toEqual([]);
  });

  it('holds no API key of ours: none whose checksum fits', () => {
    const found = files.filter((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return (text.match(/\biv_(?:live|test)_[0-9A-Za-z]{39}\b/g) ?? []).some(isApiKey);
    });
    expect(found).toEqual([]);
  });

  it('would find one', () => {
    expect(forms['AWS key']?.test(`id=${'AKIA'}${'Q'.repeat(16)}`)).toBe(true);
    expect(forms['private key']?.test(`${'-----BEGIN'} RSA PRIVATE KEY-----`)).toBe(true);
    expect(isApiKey(makeApiKey('live'))).toBe(true);
    expect(forms['GitHub token']?.test(`${'ghp'}_${'a1'.repeat(18)}`)).toBe(true);
  });

  it('keeps files of settings and secrets out of git', () => {
    const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining(['.env', '.env.*', '.secret.local', '*.pem', '*-service-account.json']),
    );
    expect(files.filter((file) => /(?:^|\/)\.(?:env|secret)/.test(file))).toEqual([]);
  });
});

describe('the environment', () => {
  const sources = files.filter((file) => /^functions\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
  const readers = sources.filter((file) =>
    /process\s*\.\s*env|process\[|from 'node:process'|import\.meta\.env/.test(
      readFileSync(path.join(root, file), 'utf8'),
    ),
  );

  it('is read by config alone, which declares what is secret as such', () => {
    expect(readers.length).toBeGreaterThan(5);
    expect(readers.filter((file) => !file.startsWith('functions/src/config/'))).toEqual([]);
  });

  it('gives secrets under names that are declared secrets, wherever they are read', () => {
    const secretName = /\b[A-Z][A-Z0-9_]*(?:PASSWORD|SECRET|API_KEY|LINK_KEY|TOKEN)\b/g;
    const config = sources.filter((file) => file.startsWith('functions/src/config/'));
    const texts = config.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
    const named = new Set(texts.match(secretName) ?? []);
    const declared = new Set([...texts.matchAll(/defineSecret\('(\w+)'\)/g)].map(([, name]) => name));
    expect([...named].filter((name) => !declared.has(name))).toEqual([]);
    expect(declared.size).toBeGreaterThanOrEqual(3);
  });
});
