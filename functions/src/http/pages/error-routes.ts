import type { Hono } from 'hono';
import type { ApiEnv } from '../environment.ts';
import type { ProblemReason } from '../problems/registry.ts';
import { findProblemType } from '../problems/registry.ts';
import { errorIndexHtml, errorPageHtml } from './error-page.ts';
import { pageCss } from './page-css.ts';
import { pageHeaders } from './page-headers.ts';

/** Serves the pages that problem types lead to. Nothing here needs credentials. */
export function mountErrorPages(app: Hono<ApiEnv>): void {
  app.get('/errors/', (c) => c.html(errorIndexHtml(), 200, pageHeaders));
  app.get('/errors/page.css', (c) =>
    c.body(pageCss, 200, { ...pageHeaders, 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get('/errors/:reason', (c) => {
    const reason = c.req.param('reason');
    if (findProblemType(reason) === undefined) return c.notFound();
    return c.html(errorPageHtml(reason as ProblemReason), 200, pageHeaders);
  });
}
