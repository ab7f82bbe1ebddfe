import { createApp } from '../../src/http/app.ts';
import { routes } from '../../src/http/routes/index.ts';
import { noFirestore, testServices } from '../support/http-api.ts';
import type { CellResult, Hole, MatrixPart } from './cell.ts';
import { leaksIn, type RouteWorld } from './route-world.ts';
import { runCells, type Trial } from './run-cells.ts';
import { watchTrees } from './watched-trees.ts';

/** What the app serves beside the route table, and why anyone may have it. */
const openPages: Readonly<Record<string, string>> = {
  '/openapi.json': 'describes the API',
  '/docs': 'shows the description',
  '/docs/start.js': 'shows the description',
  '/docs/assets/:version/:name': 'Swagger UI',
  '/errors/': 'lists the reasons of failures',
  '/errors/page.css': 'the looks of these pages',
  '/errors/:reason': 'explains a reason',
};

/** Assets are served below the version of Swagger UI. */
const nameOf = (page: string): string => page.replace(/(\/assets\/)[\d.]+/, '$1:version');

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Paths of the app that are no route of the table. */
function pagesOfApp(): string[] {
  const ofTable = new Set(routes.map(({ config }) => honoPath(config.path)));
  const app = createApp(testServices(noFirestore));
  const paths = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path);
  return [...new Set(paths)].filter((path) => !ofTable.has(path));
}

/** Everything that the app serves and the table does not know: nobody is asked who they are, so nothing may be theirs. */
export function pagePart(
  world: () => Promise<RouteWorld>,
  pages: readonly string[] = pagesOfApp(),
): MatrixPart {
  const known = (page: string) => Object.hasOwn(openPages, nameOf(page));
  const holes = pages
    .filter((page) => !known(page))
    .map(
      (subject): Hole => ({
        kind: 'page',
        subject,
        message: 'no row: say in openPages of functions/test/matrix/page-cells.ts why anyone may have it',
      }),
    );
  return {
    holes,
    subjects: pages
      .filter(known)
      .map((name) => ({ kind: 'page', name, run: async () => runPage(await world(), name) })),
  };
}

async function runPage(world: RouteWorld, page: string): Promise<CellResult[]> {
  const { api, own, foreign, firestore } = world;
  const path = page.replace(':reason', 'VALIDATION_FAILED').replace(':name', 'swagger-ui.css');
  const trial = (credential: string, key?: string): Trial => ({
    kind: 'page',
    subject: page,
    credential,
    expectation: 'nothing of any organization',
    attempt: async () => {
      const request = { path, ...(key === undefined ? {} : { key }) };
      const answer = await api.call(request);
      const failed = answer.status >= 400 ? [`answered ${answer.status}`] : [];
      return [...failed, ...leaksIn(answer, [...own.secrets, ...foreign.secrets], request)];
    },
  });
  const trees = await watchTrees(firestore, [own.orgId, foreign.orgId]);
  return runCells([trial('no credential'), trial('key with every scope', world.keys.full)], trees);
}
