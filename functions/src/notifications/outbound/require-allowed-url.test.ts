import { expect, it } from 'vitest';
import type { OutboundPolicy } from './outbound-policy.ts';
import { requireAllowedUrl } from './require-allowed-url.ts';

const strict: OutboundPolicy = { allowHttp: false, allowedHosts: [] };
const tried =
  (url: string, policy: OutboundPolicy = strict) =>
  () =>
    requireAllowedUrl(url, policy);

it.each([
  'https://hooks.example/in?token=1',
  'https://hooks.example:443/',
  'https://hooks.example:8443/',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
])('takes %s', (url) => {
  expect(tried(url)).not.toThrow();
});

it.each([
  ['not https', 'http://hooks.example/'],
  ['not https', 'ftp://hooks.example/'],
  ['not https', 'file:///etc/passwd'],
  ['not an address', 'hooks.example'],
  ['user name', 'https://ada:secret@hooks.example/'],
  ['user name', 'https://ada@hooks.example/'],
  ['port 22', 'https://hooks.example:22/'],
  ['port 25', 'https://hooks.example:25/'],
  ['port 6667', 'https://hooks.example:6667/'],
  ['public', 'https://127.0.0.1/'],
  ['public', 'https://127.1/'],
  ['public', 'https://0x7f.1/'],
  ['public', 'https://0177.0.0.1/'],
  ['public', 'https://2130706433/'],
  ['public', 'https://017700000001/'],
  ['public', 'https://①②⑦.0.0.1/'],
  ['public', 'https://127.0.0.1./'],
  ['public', 'https://0/'],
  ['public', 'https://169.254.169.254/latest/meta-data/'],
  ['public', 'https://[::1]/'],
  ['public', 'https://[::ffff:127.0.0.1]/'],
  ['public', 'https://[64:ff9b::a00:1]/'],
])('refuses, saying "%s": %s', (words, url) => {
  expect(tried(url)).toThrow(words);
});

it('takes http to public hosts where the policy allows it', () => {
  const policy = { ...strict, allowHttp: true };
  expect(tried('http://hooks.example/', policy)).not.toThrow();
  expect(tried('http://127.0.0.1/', policy)).toThrow('public');
});

it('takes hosts that the policy names, on the port that it names', () => {
  const policy = { ...strict, allowedHosts: ['localhost:8080', '127.0.0.1'] };
  expect(tried('http://localhost:8080/', policy)).not.toThrow();
  expect(tried('http://localhost:8081/', policy)).toThrow('https');
  expect(tried('http://127.0.0.1:99/', policy)).not.toThrow();
  expect(tried('http://ada@127.0.0.1/', policy)).toThrow('user name');
});
