import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Version of the installed Swagger UI; part of the assets' paths, so that they can be kept for ever. */
export const swaggerUiVersion: string = (
  require('swagger-ui-dist/package.json') as { readonly version: string }
).version;

const contentTypes = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

type AssetName = keyof typeof contentTypes;

/** One file of Swagger UI. */
export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const loaded = new Map<AssetName, Promise<Asset>>();

/** An asset by its file name; undefined for every name that the page does not use. Read once for each instance. */
export function findAsset(name: string): Promise<Asset> | undefined {
  if (!Object.hasOwn(contentTypes, name)) return undefined;
  const known = name as AssetName;
  const asset = loaded.get(known) ?? load(known);
  loaded.set(known, asset);
  return asset;
}

async function load(name: AssetName): Promise<Asset> {
  const file = await readFile(require.resolve(`swagger-ui-dist/${name}`));
  return { bytes: new Uint8Array(file), contentType: contentTypes[name] };
}
