import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { loopback } from '../../emulators/free-ports.mjs';

/** Where alerts of the demonstration go: the other end of a webhook, on this machine. */
export class WebhookReceiver {
  /** @type {import('node:http').Server} */
  #server;
  /** @type {Webhook | undefined} */
  #verifier;
  /** @type {Map<string, import('../wire.mjs').ReceivedMessage>} by id: a message may come twice */
  #messages = new Map();

  constructor() {
    this.#server = createServer((request, response) => {
      this.#receive(request).then(
        (status) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  }

  /** `host:port`, once it listens. */
  host = '';

  /** Begins to listen; answers `host`. */
  async listen() {
    this.#server.listen(0, loopback);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port to receive webhooks at');
    this.host = `${loopback}:${address.port}`;
    return this.host;
  }

  /** @param {string} signingSecret by which messages are verified from now on */
  trust(signingSecret) {
    this.#verifier = new Webhook(signingSecret);
  }

  /** The messages so far that were signed right, in the order in which they came. */
  get messages() {
    return [...this.#messages.values()];
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @returns {Promise<number>} status of the answer
   */
  async #receive(request) {
    const body = (await buffer(request)).toString();
    const headers = /** @type {Record<string, string>} */ (request.headers);
    const message = this.#verified(body, headers);
    if (message === undefined) return 401;
    const id = String(headers['webhook-id']);
    if (!this.#messages.has(id)) this.#messages.set(id, { id, ...message });
    return 204;
  }

  /**
   * @param {string} body
   * @param {Record<string, string>} headers
   * @returns {Omit<import('../wire.mjs').ReceivedMessage, 'id'> | undefined} undefined where the signature is not right
   */
  #verified(body, headers) {
    try {
      return /** @type {import('../wire.mjs').ReceivedMessage} */ (this.#verifier?.verify(body, headers));
    } catch (error) {
      if (error instanceof Error && error.name === 'WebhookVerificationError') return undefined;
      throw error;
    }
  }
}
