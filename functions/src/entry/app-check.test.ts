import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type AppCheck, getAppCheck } from 'firebase-admin/app-check';
import { afterEach, expect, it, vi } from 'vitest';
import { appCheckOfDeployment } from './app-check.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is nothing unless the deployment requires it', () => {
  expect(appCheckOfDeployment()).toBeUndefined();
});

it('asks Firebase about the token, and takes no for an answer', async () => {
  vi.stubEnv('APP_CHECK', 'required');
  const asked: string[] = [];
  const appCheck: Pick<AppCheck, 'verifyToken'> = {
    verifyToken: async (token) => {
      asked.push(token);
      if (token !== 'good') throw new Error('The provided App Check token has expired.');
      const claims = { iss: '', sub: '1:1:web:a', aud: [], exp: 0, iat: 0, app_id: '1:1:web:a' };
      return { appId: '1:1:web:a', token: claims };
    },
  };
  const verify = appCheckOfDeployment(() => appCheck);
  await expect(verify?.('good')).resolves.toBeUndefined();
  await expect(verify?.('old')).rejects.toThrow('expired');
  expect(asked).toEqual(['good', 'old']);
});

it.each([
  ['no token at all', ''],
  ['text that is no token', 'abc'],
  ['an unsigned token', 'eyJhbGciOiJub25lIn0.e30.'],
])('has Firebase refuse %s', async (_, token) => {
  vi.stubEnv('APP_CHECK', 'required');
  const app = initializeApp({ projectId: 'demo-app-check' }, 'app-check');
  const verify = appCheckOfDeployment(() => getAppCheck(app));
  await expect(verify?.(token)).rejects.toThrow();
  await deleteApp(app);
});
