import { createHash } from 'node:crypto';
import type { ReceivedBody } from '../body/received-body.ts';

/** What two requests have in common that are the same request. */
export interface RequestParts {
  readonly method: string;
  readonly path: string;
  /** As it stands in the address. */
  readonly query: string;
  /** After decompression; undefined for an operation that takes none. */
  readonly body: ReceivedBody | undefined;
}

/** SHA-256 of a request. The body counts as it was sent: the same value written otherwise is another request. */
export function fingerprintOf({ method, path, query, body }: RequestParts): string {
  const head = JSON.stringify([method, path, query, body?.mediaType ?? null]);
  return createHash('sha256')
    .update(head)
    .update('\n')
    .update(body?.text ?? '')
    .digest('hex');
}

/** Id of the document of a caller's key, which the key cannot be read from. */
export const keyDocumentId = (caller: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([caller, key]))
    .digest('hex');
