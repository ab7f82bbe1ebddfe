/**
 * Origins whose pages may call the API from a browser: `CORS_ORIGINS`, separated by commas, such as
 * `https://console.example.com, http://localhost:5173`. None unless some are named. There is no way to name all: a page
 * that is meant for everybody calls with a key of its own from its own server.
 *
 * @throws Error where `CORS_ORIGINS` names something that is no origin
 */
export function corsOrigins(): readonly string[] {
  const told = (process.env.CORS_ORIGINS ?? '').split(',').map((origin) => origin.trim());
  return told.filter((origin) => origin !== '').map(requireOrigin);
}

/** An origin is what browsers send: scheme, host, and port where it is not the scheme's own; nothing behind. */
function requireOrigin(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.origin === text) return text;
  throw new Error(`CORS_ORIGINS: ${JSON.stringify(text)} is no origin such as https://console.example.com`);
}
