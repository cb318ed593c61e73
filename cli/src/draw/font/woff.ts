import { inflateSync } from 'node:zlib';

/** A font file, of which single characters can be read. */
export interface SourceFont {
  /** Returns the number of the glyph of a character, or `undefined` if the font does not have it. */
  glyphOf(codePoint: number): number | undefined;
  /** Returns the width of a glyph, in units of {@link UNITS_PER_EM}. */
  advanceOf(glyph: number): number;
  /** Returns the left side bearing of a glyph. */
  bearingOf(glyph: number): number;
  /** Returns the outline of a glyph, as in the table `glyf`. */
  outlineOf(glyph: number): Buffer;
  /** Returns a table. */
  table(tag: string): Buffer;
}

/** The units of the em square in Inter. */
export const UNITS_PER_EM = 2048;

/** Reads a WOFF file with TrueType outlines. */
export function readWoff(file: Buffer): SourceFont {
  const tables = readTables(file);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (found === undefined) throw new TypeError(`the font has no table ${tag}`);
    return found;
  };
  const glyphs = readCharacterMap(table('cmap'));
  const metrics = table('hmtx');
  const longMetrics = table('hhea').readUInt16BE(34);
  const outlines = table('glyf');
  const locations = table('loca');
  const isLong = table('head').readInt16BE(50) === 1;
  const locationOf = (glyph: number) =>
    isLong ? locations.readUInt32BE(glyph * 4) : locations.readUInt16BE(glyph * 2) * 2;
  return {
    glyphOf: (codePoint) => glyphs.get(codePoint),
    advanceOf: (glyph) => metrics.readUInt16BE(Math.min(glyph, longMetrics - 1) * 4),
    bearingOf: (glyph) =>
      metrics.readInt16BE(glyph < longMetrics ? glyph * 4 + 2 : longMetrics * 4 + (glyph - longMetrics) * 2),
    outlineOf: (glyph) => outlines.subarray(locationOf(glyph), locationOf(glyph + 1)),
    table,
  };
}

/** Returns the tables of a WOFF file by tag. Each is a zlib stream unless that would be longer. */
function readTables(file: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  const count = file.readUInt16BE(12);
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    const offset = file.readUInt32BE(entry + 4);
    const storedLength = file.readUInt32BE(entry + 8);
    const stored = file.subarray(offset, offset + storedLength);
    const isStored = storedLength === file.readUInt32BE(entry + 12);
    tables.set(file.toString('latin1', entry, entry + 4), isStored ? stored : inflateSync(stored));
  }
  return tables;
}

/** Returns the glyphs of characters, from the subtable of format 4 in a table `cmap`. */
function readCharacterMap(cmap: Buffer): Map<number, number> {
  const start = cmap.readUInt32BE(8);
  if (cmap.readUInt16BE(start) !== 4) throw new TypeError('the font has no character map of format 4');
  const segments = cmap.readUInt16BE(start + 6); // twice their number
  const ends = start + 14;
  const starts = ends + segments + 2;
  const glyphs = new Map<number, number>();
  for (let i = 0; i < segments; i += 2) {
    const first = cmap.readUInt16BE(starts + i);
    const delta = cmap.readUInt16BE(starts + segments + i);
    const rangeAt = starts + 2 * segments + i;
    const range = cmap.readUInt16BE(rangeAt);
    for (let code = first; code <= cmap.readUInt16BE(ends + i) && code < 0xffff; code++) {
      const direct = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - first) * 2);
      const glyph = direct === 0 ? 0 : (direct + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
