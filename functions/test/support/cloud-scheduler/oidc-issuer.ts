import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import { settings } from './fake-cloud-scheduler.ts';

const keyId = 'key-1';

/** Signs tokens as Google does, and publishes its key on a local address. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' };
  const state = { down: false };
  const server = createServer((_, response) => {
    response.writeHead(state.down ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(state.down ? {} : { keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { keysUrl: `http://127.0.0.1:${port}/certs`, privateKey, publicKey, state };
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;

/** The claims of a token that Cloud Scheduler sends at `now`. */
export function claimsAt(now: Date): JWTPayload {
  const iat = Math.floor(now.getTime() / 1_000);
  return {
    iss: 'https://accounts.google.com',
    aud: settings.runUrl,
    sub: '112233445566778899',
    azp: '112233445566778899',
    email: settings.serviceAccount,
    email_verified: true,
    iat,
    exp: iat + 3_600,
  };
}

/** A token with these claims, signed by RS256 with `key`. */
export const sign = (claims: JWTPayload, key: Issuer['privateKey'], kid = keyId): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key);
