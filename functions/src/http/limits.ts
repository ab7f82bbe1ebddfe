/**
 * Largest request body, after decoding. Cloud Functions stop at 32 MB; half of it leaves room for the parsed form
 * beside the text in an instance of 512 MiB.
 */
export const bodyBytesMax = 16 * 1024 * 1024;

/** Largest body, after decoding, of a request that carries no series: a rule or a policy is some kilobytes. */
export const smallBodyBytesMax = 1024 * 1024;

/** Longest address, as it was sent. A page token and two dozen labels take a quarter of it. */
export const urlLengthMax = 8_192;

/** Longest `User-Agent` that is kept. */
export const userAgentLengthMax = 512;

/** How long `GET /health` waits for Firestore before it says that it is not there. */
export const healthTimeoutMs = 2_000;
