import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const fontFiles = ['400Regular/NotoSans_400Regular.ttf', '600SemiBold/NotoSans_600SemiBold.ttf'];

type Rasteriser = (svg: string, scale: number) => Uint8Array<ArrayBuffer>;

let loaded: Promise<Rasteriser> | undefined;

/**
 * A picture as PNG, in its own size or `scale` times that, for screens with finer pixels. Text is set in Noto Sans, which comes along, and in nothing else: the bytes are the
 * same on every machine. Characters that Noto Sans lacks (Chinese, Japanese, Korean, emoji) become boxes.
 *
 * The renderer (2.4 MB) and the fonts (1.2 MB) are loaded when the first picture is asked for.
 */
export async function rasterise(svg: string, scale = 1): Promise<Uint8Array<ArrayBuffer>> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return (await loaded)(svg, scale);
}

async function load(): Promise<Rasteriser> {
  const [{ initWasm, Resvg }, module, ...fontBuffers] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    ...fontFiles.map((file) => readFile(require.resolve(`@expo-google-fonts/noto-sans/${file}`))),
  ]);
  await initWasm(module);
  return (svg, scale) => {
    const renderer = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: scale },
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
