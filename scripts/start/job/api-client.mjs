/**
 * Calls to the API with the same credentials.
 *
 * @typedef {{ get: <T>(path: string) => Promise<T>, list: <T>(path: string) => Promise<T[]>,
 *   post: <T>(path: string, body: unknown) => Promise<T>, patch: <T>(path: string, body: unknown) => Promise<T>,
 *   postText: <T>(path: string, contentType: string, body: string) => Promise<T> }} ApiClient
 */

const pageSize = 200;

/**
 * @param {string} baseUrl
 * @param {Record<string, string>} headers credentials
 * @param {AbortSignal} signal ends what is under way
 * @returns {ApiClient} whose calls throw an Error that names the call, the status and the API's own words
 */
export function apiClient(baseUrl, headers, signal) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {{ contentType: string, body: string }} [content]
   */
  async function call(method, path, content) {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...headers, ...(content && { 'Content-Type': content.contentType }) },
      ...(content && { body: content.body }),
      signal,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${problemIn(text)}`);
    return JSON.parse(text);
  }
  const client = {
    get: (/** @type {string} */ path) => call('GET', path),
    /** @param {string} path */
    async list(path) {
      const items = [];
      const start = `${path}${path.includes('?') ? '&' : '?'}pageSize=${pageSize}`;
      for (let next = start; next !== ''; ) {
        const page = await call('GET', next);
        items.push(...page.items);
        next =
          page.nextPageToken === null ? '' : `${start}&pageToken=${encodeURIComponent(page.nextPageToken)}`;
      }
      return items;
    },
    post: (/** @type {string} */ path, /** @type {unknown} */ body) =>
      call('POST', path, { contentType: 'application/json', body: JSON.stringify(body) }),
    patch: (/** @type {string} */ path, /** @type {unknown} */ body) =>
      call('PATCH', path, { contentType: 'application/json', body: JSON.stringify(body) }),
    postText: (/** @type {string} */ path, /** @type {string} */ contentType, /** @type {string} */ body) =>
      call('POST', path, { contentType, body }),
  };
  return client;
}

/**
 * The words of a problem document (RFC 9457), or the text as it is.
 *
 * @param {string} text
 */
function problemIn(text) {
  try {
    const { reason, detail, requestId } = JSON.parse(text);
    if (typeof detail === 'string') return `${reason}: ${detail} (request ${requestId})`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return text.slice(0, 500);
}
