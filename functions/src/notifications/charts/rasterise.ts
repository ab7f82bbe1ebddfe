import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const fontFiles = ['400Regular/NotoSans_400Regular.ttf', '600SemiBold/NotoSans_600SemiBold.ttf'];

type Rasteriser = (svg: string) => Uint8Array<ArrayBuffer>;

let loaded: Promise<Rasteriser> | undefined;

/**
 * A picture as PNG, in its own size. Text is set in Noto Sans, which comes along, and in nothing else: the bytes are the
 * same on every machine. Characters that Noto Sans lacks (Chinese, Japanese, Korean, emoji) become boxes.
 *
 * The renderer (2.4 MB) and the fonts (1.2 MB) are loaded when the first picture is asked for.
 */
export async function rasterise(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return (await loaded)(svg);
}

async function load(): Promise<Rasteriser> {
  const [{ initWasm, Resvg }, module, ...fontBuffers] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    ...fontFiles.map((file) => readFile(require.resolve(`@expo-google-fonts/noto-sans/${file}`))),
  ]);
  await initWasm(module);
  return (svg) => {
    const renderer = new Resvg(svg, {
      font: { loadSystemFonts: false, fontBuffers, defaultFontFamily: 'Noto Sans' },
    });
    const image = renderer.render();
    // Both live in the memory of WebAssembly, which nothing collects.
    try {
      return new Uint8Array(image.asPng());
    } finally {
      image.free();
      renderer.free();
    }
  };
}
