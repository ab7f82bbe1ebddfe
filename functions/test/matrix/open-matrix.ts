import { type OpenWorld, openWorld } from '../rules/support/open-world.ts';
import type { MatrixPart } from './cell.ts';
import { collectionPart } from './collection-cells.ts';
import { functionPart } from './function-cells.ts';
import { pagePart } from './page-cells.ts';
import { routePart } from './route-cells.ts';
import { openRouteWorld, type RouteWorld } from './route-world.ts';
import { scriptPart } from './script-cells.ts';
import { servedDocument } from './served-document.ts';

/** The whole matrix. Worlds are made when the first cell needs them, on the emulator that the environment names. */
export interface Matrix extends MatrixPart {
  close(): Promise<void>;
}

export function openMatrix(): Matrix {
  const routes = once<RouteWorld>(() => openRouteWorld());
  const rules = once<OpenWorld>(() => openWorld('demo-rules-matrix'));
  const parts = [
    routePart(servedDocument(), routes),
    pagePart(routes),
    collectionPart(rules),
    functionPart(),
    scriptPart(),
  ];
  return {
    holes: parts.flatMap(({ holes }) => holes),
    subjects: parts.flatMap(({ subjects }) => subjects),
    close: async () => {
      if (rules.made()) await (await rules()).close();
    },
  };
}

interface Once<T> {
  (): Promise<T>;
  made(): boolean;
}

function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | undefined;
  return Object.assign(
    () => {
      made ??= make();
      return made;
    },
    { made: () => made !== undefined },
  );
}
