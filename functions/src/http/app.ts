import { OpenAPIHono } from '@hono/zod-openapi';
import { Database } from '../firestore/database.ts';
import { AuthMemory } from '../operator/auth/auth-memory.ts';
import type { ApiEnv } from './environment.ts';
import { LinkedPictures } from './linked-pictures.ts';
import { accessLog } from './middleware/access-log.ts';
import { addressLength } from './middleware/address-length.ts';
import { countUsage } from './middleware/count-usage.ts';
import { crossOrigin } from './middleware/cross-origin.ts';
import { notFoundHandler } from './middleware/not-found.ts';
import { rateLimitHeaders } from './middleware/rate-limit-headers.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { openApiDocument, registerSecuritySchemes } from './openapi/document.ts';
import { mountDocs } from './pages/docs-routes.ts';
import { mountErrorPages } from './pages/error-routes.ts';
import { pageHeaders } from './pages/page-headers.ts';
import { respondProblem } from './problems/respond.ts';
import type { ApiRoute } from './routes/define-route.ts';
import { routes as allRoutes } from './routes/index.ts';
import type { Services } from './services.ts';

/** The HTTP API over the given services. Tests may hand in routes of their own. */
export function createApp(services: Services, routes: readonly ApiRoute[] = allRoutes): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  const authMemory = new AuthMemory();
  const linkedPictures = new LinkedPictures();
  app.use(async (c, next) => {
    c.set('services', services);
    c.set('authMemory', authMemory);
    c.set('linkedPictures', linkedPictures);
    c.set('db', new Database(services.firestore));
    await next();
  });
  app.use(requestId, accessLog, securityHeaders, addressLength);
  if (services.corsOrigins !== undefined && services.corsOrigins.length > 0)
    app.use(crossOrigin(services.corsOrigins));
  app.use(rateLimitHeaders, countUsage);
  app.onError((error, c) => respondProblem(c, error));
  registerSecuritySchemes(app);
  for (const { config, handler } of routes) {
    app.openAPIRegistry.registerPath(config);
    app.on(config.method, honoPath(config.path), handler);
  }
  mountOpenApi(app, services);
  mountDocs(app);
  mountErrorPages(app);
  app.notFound(notFoundHandler(app.routes.filter(({ method }) => method !== 'ALL')));
  return app;
}

function mountOpenApi(app: OpenAPIHono<ApiEnv>, services: Services): void {
  let text: string | undefined;
  app.get('/openapi.json', (c) => {
    text ??= JSON.stringify(openApiDocument(app, services));
    return c.body(text, 200, { ...pageHeaders, 'Content-Type': 'application/json; charset=utf-8' });
  });
}

/** `/v1/metrics/{metricId}` as Hono writes it: `/v1/metrics/:metricId`. */
const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
