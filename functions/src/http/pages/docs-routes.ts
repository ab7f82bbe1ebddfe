import type { Hono } from 'hono';
import type { ApiEnv } from '../environment.ts';
import { escapeHtml } from './html.ts';
import { pageHeaders } from './page-headers.ts';
import { findAsset, swaggerUiVersion } from './swagger-ui.ts';

const assetsPath = `docs/assets/${swaggerUiVersion}`;

/** Links are relative to `/docs`, so that the page works below any prefix (the emulator serves it below three). */
const docsPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>IntentVision API</title>
<link rel="icon" href="${escapeHtml(assetsPath)}/favicon-32x32.png">
<link rel="stylesheet" href="${escapeHtml(assetsPath)}/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page shows <a href="openapi.json">openapi.json</a> and needs JavaScript for it.</noscript>
<script src="${escapeHtml(assetsPath)}/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const startScript = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

/** Serves the readable form of the OpenAPI document, from installed files only. */
export function mountDocs(app: Hono<ApiEnv>): void {
  app.get('/docs', (c) => c.html(docsPage, 200, pageHeaders));
  app.get('/docs/start.js', (c) =>
    c.body(startScript, 200, { ...pageHeaders, 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  app.get(`/${assetsPath}/:name`, async (c) => {
    const asset = await findAsset(c.req.param('name'));
    if (asset === undefined) return c.notFound();
    return c.body(asset.bytes, 200, {
      'Content-Type': asset.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
}
