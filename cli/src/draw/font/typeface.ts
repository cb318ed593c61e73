import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readWoff, type SourceFont, UNITS_PER_EM } from './woff.js';

/** The weights of Inter that pictures use. */
export type Weight = 400 | 600;

/** A character in the file that has it. */
export interface FoundGlyph {
  readonly font: SourceFont;
  readonly glyph: number;
}

/** A weight of Inter, from the files of several scripts. */
export interface Typeface {
  readonly weight: Weight;
  /** Returns the glyph of a character, or `undefined` if Inter does not have it. */
  find(codePoint: number): FoundGlyph | undefined;
  /** Returns the width of a character in em, or `undefined` if Inter does not have it. */
  widthOf(codePoint: number): number | undefined;
  /** The file of Latin letters, whose general tables are used for embedded fonts. */
  readonly latin: SourceFont;
}

/** The files of a weight, the most frequent script first. */
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'] as const;

/** Loads a weight. Files of other scripts than Latin are read when a character needs them. */
export function loadTypeface(weight: Weight): Typeface {
  const latin = loadFile('latin', weight);
  const fonts = [() => latin, ...SCRIPTS.slice(1).map((script) => once(() => loadFile(script, weight)))];
  const found = new Map<number, FoundGlyph | undefined>();
  const find = (codePoint: number): FoundGlyph | undefined => {
    if (!found.has(codePoint)) found.set(codePoint, search(codePoint));
    return found.get(codePoint);
  };
  const search = (codePoint: number): FoundGlyph | undefined => {
    if (codePoint > 0xffff) return undefined;
    for (const getFont of fonts) {
      const font = getFont();
      const glyph = font.glyphOf(codePoint);
      if (glyph !== undefined) return { font, glyph };
    }
    return undefined;
  };
  return {
    weight,
    latin,
    find,
    widthOf: (codePoint) => {
      const hit = find(codePoint);
      return hit && hit.font.advanceOf(hit.glyph) / UNITS_PER_EM;
    },
  };
}

/** Reads a file of Inter: beside the built command, or from the package when the command runs from source. */
function loadFile(script: (typeof SCRIPTS)[number], weight: Weight): SourceFont {
  const name = `inter-${script}-${weight}-normal.woff`;
  const built = fileURLToPath(new URL(`fonts/${name}`, import.meta.url));
  const path = existsSync(built) ? built : createRequire(import.meta.url).resolve(`@fontsource/inter/files/${name}`);
  return readWoff(readFileSync(path));
}

function once<T>(load: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= load();
    return value;
  };
}
