import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { answeredFailure, type Failure, malformedFailure, unansweredFailure } from './failure.ts';

/** Longest answer that is read: 100,000 numbers have at most 2.6 MB. */
const answerBytesMax = 4 * 1024 * 1024;

/** Bodies that are longer go compressed, as those of Nixtla's own client do. */
const plainBytesMax = 2 ** 20;

const compress = promisify(zstdCompress);
const fastest = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Where a request goes, and as whom. */
export interface Target {
  readonly url: string;
  readonly apiKey: string;
  readonly model: string;
  readonly timeoutMs: number;
}

/** One attempt: the JSON of the answer, or why there is none. Redirects are not followed, since the key would go along. */
export async function postJson(
  { url, apiKey, model, timeoutMs }: Target,
  body: object,
): Promise<{ readonly json: unknown } | { readonly failure: Failure }> {
  const json = new TextEncoder().encode(JSON.stringify(body));
  const long = json.byteLength > plainBytesMax;
  const bytes = long ? new Uint8Array(await compress(json, fastest)) : json;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${apiKey}`,
        'Content-Type': 'application/json',
        'nixtla-model': model,
        ...(long ? { 'Content-Encoding': 'zstd' } : {}),
      },
      body: bytes,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = parsed(await readText(response));
    if (!response.ok) return { failure: answeredFailure(response.status, answer) };
    return answer === undefined ? { failure: malformedFailure() } : { json: answer };
  } catch (cause) {
    return { failure: unansweredFailure(cause) };
  }
}

/** The body as text; undefined when it is too long. */
async function readText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > answerBytesMax) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** Gateways answer with pages of HTML at times: what is no JSON is undefined. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
