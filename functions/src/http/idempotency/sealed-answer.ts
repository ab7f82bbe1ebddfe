import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const saltBytes = 16;
const tagBytes = 16;

const answerSchema = z.object({
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** What is given again: status, the headers that belong to the answer rather than to the request, and the body. */
export type FirstAnswer = z.infer<typeof answerSchema>;

/**
 * Compresses and encrypts an answer under the idempotency key of its request: AES-256-GCM, key and nonce by HKDF (RFC 5869)
 * over SHA-256 from the key and a random salt. The key itself is kept nowhere, so that whoever sends the request again can
 * read the answer, and nobody who reads the store can. `id` is that of the document, which binds the answer to it.
 *
 * @returns salt, tag and ciphertext, one after the other
 */
export async function sealAnswer(
  key: string,
  id: string,
  answer: FirstAnswer,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = randomBytes(saltBytes);
  const sealer = createCipheriv(cipher, ...derived(key, salt, id));
  const compressed = await promisify(gzip)(JSON.stringify(answer));
  const sealed = Buffer.concat([sealer.update(compressed), sealer.final()]);
  return Buffer.concat([salt, sealer.getAuthTag(), sealed]);
}

/** The answer that `sealAnswer` was given. @throws Error where key or document are others, or the bytes were changed */
export async function openAnswer(key: string, id: string, bytes: Uint8Array): Promise<FirstAnswer> {
  const [salt, tag] = [bytes.subarray(0, saltBytes), bytes.subarray(saltBytes, saltBytes + tagBytes)];
  const opener = createDecipheriv(cipher, ...derived(key, salt, id), { authTagLength: tagBytes });
  opener.setAuthTag(tag);
  const compressed = Buffer.concat([opener.update(bytes.subarray(saltBytes + tagBytes)), opener.final()]);
  return answerSchema.parse(JSON.parse((await promisify(gunzip)(compressed)).toString('utf8')));
}

function derived(key: string, salt: Uint8Array, id: string): [key: Uint8Array, nonce: Uint8Array] {
  const info = `intentvision idempotent answer ${id}`;
  const bytes = new Uint8Array(hkdfSync('sha256', key, salt, info, keyBytes + nonceBytes));
  return [bytes.subarray(0, keyBytes), bytes.subarray(keyBytes)];
}
