// Writes a TrueType font with the characters of one picture, to embed it: an SVG looks the same everywhere, although pages
// such as GitHub's load no font for an image. Substitutions and kerning are left out, so that the width of a text is the
// sum of the widths of its characters. The font is not compressed, because compressed bytes depend on the version of zlib.
import type { FoundGlyph, Typeface, Weight } from './typeface.js';

/** The family of embedded fonts. It differs from Inter, so that no installed font is used instead. */
export const EMBEDDED_FAMILY = 'Inter of bxml';

/** Returns a font with these characters, except those that the typeface does not have. The same input gives the same bytes. */
export function writeFont(typeface: Typeface, characters: Iterable<number>): Buffer {
  const { codes, glyphs } = collectGlyphs(typeface, characters);
  const outlines = glyphs.outlines.map(padded);
  const { latin } = typeface;
  const count = outlines.length;
  return writeTables({
    'OS/2': latin.table('OS/2'),
    cmap: characterMap(codes),
    glyf: Buffer.concat(outlines),
    head: headOf(latin.table('head')),
    hhea: patched(latin.table('hhea'), 34, count),
    hmtx: metricsOf(glyphs.sources),
    loca: locationsOf(outlines),
    maxp: patched(latin.table('maxp'), 4, count),
    name: nameTable(typeface.weight),
    post: Buffer.concat([uint32(0x00030000), latin.table('post').subarray(4, 32)]),
  });
}

interface Glyphs {
  readonly sources: FoundGlyph[];
  readonly outlines: Buffer[];
}

/** Returns the glyphs in their new order, with the parts of which accented letters consist. Glyph 0 is that of Latin. */
function collectGlyphs(typeface: Typeface, characters: Iterable<number>) {
  const glyphs: Glyphs = { sources: [], outlines: [] };
  const numbers = new Map<FoundGlyph['font'], Map<number, number>>();
  const add = (found: FoundGlyph): number => {
    const ofFont = numbers.get(found.font) ?? new Map<number, number>();
    numbers.set(found.font, ofFont);
    const known = ofFont.get(found.glyph);
    if (known !== undefined) return known;
    const number = glyphs.sources.push(found) - 1;
    ofFont.set(found.glyph, number);
    const outline = Buffer.from(found.font.outlineOf(found.glyph));
    glyphs.outlines.push(outline);
    for (const at of componentOffsets(outline)) {
      outline.writeUInt16BE(add({ font: found.font, glyph: outline.readUInt16BE(at) }), at);
    }
    return number;
  };
  add({ font: typeface.latin, glyph: 0 });
  const codes: [code: number, glyph: number][] = [];
  for (const code of [...new Set(characters)].sort((a, b) => a - b)) {
    const found = typeface.find(code);
    if (found !== undefined) codes.push([code, add(found)]);
  }
  return { codes, glyphs };
}

/** Returns the offsets of the glyph numbers in a composite outline. */
function componentOffsets(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const offsets: number[] = [];
  let at = 10;
  for (let flags = 0x20; flags & 0x20; ) {
    flags = outline.readUInt16BE(at);
    offsets.push(at + 2);
    const scale = flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 0x08 ? 2 : 0;
    at += 4 + (flags & 0x01 ? 4 : 2) + scale;
  }
  return offsets;
}

/** Returns a table `cmap` of format 12. */
function characterMap(codes: readonly (readonly [code: number, glyph: number])[]): Buffer {
  const length = 16 + codes.length * 12;
  const header = Buffer.concat([uint16(0, 1, 3, 10), uint32(12), uint16(12, 0), uint32(length, 0, codes.length)]);
  return Buffer.concat([header, ...codes.map(([code, glyph]) => uint32(code, code, glyph))]);
}

/** Returns the table `head` for long locations. The checksum of the file is set later. */
function headOf(head: Buffer): Buffer {
  const copy = patched(head, 50, 1);
  copy.writeUInt32BE(0, 8);
  return copy;
}

/** Returns a table `name` in which all weights are of one family. */
function nameTable(weight: Weight): Buffer {
  const style = weight === 400 ? 'Regular' : 'SemiBold';
  const names: readonly (readonly [id: number, text: string])[] = [
    [0, 'Copyright The Inter Project Authors (https://github.com/rsms/inter), SIL Open Font License 1.1'],
    [1, EMBEDDED_FAMILY],
    [2, style],
    [4, `${EMBEDDED_FAMILY} ${style}`],
    [6, `InterOfBxml-${style}`],
  ];
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = names.map(([id], i) => {
    const length = texts[i]?.length ?? 0;
    offset += length;
    return uint16(3, 1, 0x409, id, length, offset - length);
  });
  return Buffer.concat([uint16(0, names.length, 6 + names.length * 12), ...records, ...texts]);
}

function metricsOf(sources: readonly FoundGlyph[]): Buffer {
  return Buffer.concat(sources.map(({ font, glyph }) => uint16(font.advanceOf(glyph), font.bearingOf(glyph) & 0xffff)));
}

function locationsOf(outlines: readonly Buffer[]): Buffer {
  let offset = 0;
  return uint32(0, ...outlines.map(({ length }) => (offset += length)));
}

/** Returns a font file: a directory, and the tables in the order of their tags. */
function writeTables(tables: Readonly<Record<string, Buffer>>): Buffer {
  const entries = Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(entries.length));
  const directory = [
    uint32(0x00010000),
    uint16(entries.length, power * 16, Math.log2(power), (entries.length - power) * 16),
  ];
  let offset = 12 + entries.length * 16;
  let headOffset = 0;
  for (const [tag, table] of entries) {
    if (tag === 'head') headOffset = offset;
    directory.push(Buffer.from(tag, 'latin1'), uint32(checksum(padded(table)), offset, table.length));
    offset += padded(table).length;
  }
  const file = Buffer.concat([...directory, ...entries.map(([, table]) => padded(table))]);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, headOffset + 8);
  return file;
}

/** Returns the sum of the 32-bit numbers of a table. */
function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}

function padded(table: Buffer): Buffer {
  const rest = table.length % 4;
  return rest === 0 ? table : Buffer.concat([table, Buffer.alloc(4 - rest)]);
}

/** Returns a copy of a table with another 16-bit number. */
function patched(table: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(table);
  copy.writeUInt16BE(value, at);
  return copy;
}

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value, i * 2);
  return bytes;
}

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
  return bytes;
}
