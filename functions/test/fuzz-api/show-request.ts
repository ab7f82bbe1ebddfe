import { Buffer } from 'node:buffer';
import type { FuzzRequest } from './fuzz-requests.ts';

const bodyShown = 2_000;

/** A request as a command line for `curl`, without its key. */
export function showRequest({ method, target, headers, body }: FuzzRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const named = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(`${name}: ${value.replace(/iv_[\w-]+/, '$KEY')}`)}`,
  );
  const text = body === undefined ? '' : Buffer.from(body).toString('utf8');
  const cut = text.length > bodyShown ? `${text.slice(0, bodyShown)}… (${text.length} characters)` : text;
  return [
    `curl --path-as-is -X ${method} ${quoted(`$URL${target}`)}`,
    ...named,
    ...(body === undefined ? [] : [`--data-binary ${quoted(cut)}`]),
  ].join(' ');
}
