import { describe, expect, it } from 'vitest';
import { noFirestore, testApi, testServices } from '../../../test/support/http-api.ts';

const api = testApi(testServices(noFirestore));

/** What a page loads, as addresses below the page's own. */
async function loadedBy(page: string): Promise<string[]> {
  const { text } = await api.call({ path: page });
  const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
  return links.map((link) => new URL(link, `http://localhost${page}`).pathname);
}

describe('/docs', () => {
  it('loads nothing from elsewhere, and everything that it loads is there', async () => {
    const { text } = await api.call({ path: '/docs' });
    expect(text).not.toMatch(/https?:\/\//);
    const loaded = await loadedBy('/docs');
    expect(loaded).toContain('/openapi.json');
    expect(loaded).toHaveLength(5);
    for (const path of loaded) expect([path, (await api.call({ path })).status]).toEqual([path, 200]);
  });

  it('runs no inline script and allows none', async () => {
    const { text, headers } = await api.call({ path: '/docs' });
    expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+=|<style/);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('opens to no other origin, and asks for nothing of the machine', async () => {
    const { headers } = await api.call({ path: '/docs' });
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  it('keeps assets for a year under a path that changes with their version', async () => {
    const [bundle] = (await loadedBy('/docs')).filter(
      (path) => path.endsWith('.js') && path.includes('assets'),
    );
    const { headers } = await api.call({ path: String(bundle) });
    expect(bundle).toMatch(/\/\d+\.\d+\.\d+\//);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('serves no other file of the package', async () => {
    const [asset = ''] = (await loadedBy('/docs')).filter((path) => path.includes('assets'));
    const folder = asset.slice(0, asset.lastIndexOf('/'));
    for (const name of ['package.json', '..%2Fpackage.json', 'constructor']) {
      expect((await api.call({ path: `${folder}/${name}` })).status).toBe(404);
    }
  });
});

describe('/errors', () => {
  it('has a page for every link of its index', async () => {
    const pages = await loadedBy('/errors/');
    expect(pages.length).toBeGreaterThan(40);
    for (const path of pages) expect([path, (await api.call({ path })).status]).toEqual([path, 200]);
  });
});
