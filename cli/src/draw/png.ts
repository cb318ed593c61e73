import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CallMap } from '../map/call-map.js';
import { EMBEDDED_FAMILY } from './font/embedded-font.js';
import { drawPicture, type PictureOptions } from './picture/picture.js';

/** A picture as PNG. */
export interface PngPicture {
  readonly png: Uint8Array;
  /**
   * The scripts, such as `Han` or `emoji`, of text that the font of pictures does not have. The picture shows their names
   * in brackets instead.
   */
  readonly missingScripts: readonly string[];
}

/** Pixels of the image for one of the picture. */
const SCALE = 2;
/** Larger images need too much memory in viewers, so their scale is less. */
const MAX_PIXELS = 24_000_000;

/** Draws a map as PNG, with two pixels for one unless the image becomes too large. The same map and options give the same bytes. */
export async function drawPng(map: CallMap, options: PictureOptions = {}): Promise<PngPicture> {
  const theme = options.theme === 'dark' ? 'dark' : 'light';
  const { svg, width, height, fonts, missingScripts } = await drawPicture(map, {
    ...options,
    theme,
    replaceMissing: true,
  });
  const { Resvg } = await loadResvg();
  const scale = Math.min(SCALE, Math.sqrt(MAX_PIXELS / (width * height)));
  const renderer = new Resvg(svg, {
    font: { fontBuffers: [...fonts], defaultFontFamily: EMBEDDED_FAMILY, sansSerifFamily: EMBEDDED_FAMILY },
    fitTo: { mode: 'zoom', value: scale },
  });
  try {
    const image = renderer.render();
    try {
      return { png: image.asPng(), missingScripts };
    } finally {
      image.free();
    }
  } finally {
    renderer.free();
  }
}

/** The WebAssembly module can be initialized once in a process. */
let resvg: Promise<typeof import('@resvg/resvg-wasm')> | undefined;

function loadResvg(): Promise<typeof import('@resvg/resvg-wasm')> {
  resvg ??= (async () => {
    const module = await import('@resvg/resvg-wasm');
    const built = fileURLToPath(new URL('resvg.wasm', import.meta.url));
    const path = existsSync(built) ? built : createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
    await module.initWasm(readFileSync(path));
    return module;
  })();
  return resvg;
}
