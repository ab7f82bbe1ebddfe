/**
 * Largest request body, after decoding. Cloud Functions stop at 32 MB; half of it leaves room for the parsed form
 * beside the text in an instance of 512 MiB.
 */
export const bodyBytesMax = 16 * 1024 * 1024;

/** How long `GET /health` waits for Firestore before it says that it is not there. */
export const healthTimeoutMs = 2_000;
