import { once } from 'node:events';
import http from 'node:http';
import { loopback } from '../../emulators/free-ports.mjs';

/**
 * Serves a function as Cloud Functions would, on loopback.
 *
 * @param {(request: any, response: any) => void | Promise<void>} handler
 * @param {number} port
 * @param {(message: string) => void} report
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function serveApi(handler, port, report) {
  const server = http.createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error) => {
      report(`${request.method} ${request.url}: ${error}`);
      response.destroy();
    });
  });
  await once(server.listen(port, loopback), 'listening');
  return {
    url: `http://${loopback}:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
