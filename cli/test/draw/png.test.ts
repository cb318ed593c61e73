import { inflateSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawSvg } from '../../src/draw/picture/picture.js';
import { drawPng } from '../../src/draw/png.js';
import { MapBuilder } from './build-map.js';
import { hostileMap, largeMap, smallMap } from './sample-maps.js';

const test = suite('bxml map: PNG');

/** An image of 8-bit RGB or RGBA. */
interface Image {
  readonly width: number;
  readonly height: number;
  /** The number of colors, and of pixels that differ from the first. */
  readonly colors: number;
  readonly inked: number;
}

/** Decodes a PNG, and checks its chunks. */
function decode(png: Uint8Array): Image {
  const bytes = Buffer.from(png);
  assert.is(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  let last = '';
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    last = bytes.toString('latin1', at + 4, at + 8);
    if (last === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  assert.is(last, 'IEND');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.equal([...bytes.subarray(24, 26)], [8, 6]); // RGBA
  return { width, height, ...pixelsOf(inflateSync(Buffer.concat(data)), width * 4, height) };
}

function pixelsOf(raw: Buffer, stride: number, height: number): { colors: number; inked: number } {
  const colors = new Set<number>();
  let inked = 0;
  let above = Buffer.alloc(stride);
  let first: number | undefined;
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] ?? 0;
    const line = Buffer.from(raw.subarray(row * (stride + 1) + 1, (row + 1) * (stride + 1)));
    for (let i = 0; i < stride; i++)
      line[i] = (line[i] ?? 0) + predicted(filter, line[i - 4] ?? 0, above[i] ?? 0, above[i - 4] ?? 0);
    for (let i = 0; i < stride; i += 4) {
      const color = line.readUInt32BE(i);
      first ??= color;
      colors.add(color);
      if (color !== first) inked++;
    }
    above = line;
  }
  return { colors: colors.size, inked };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

test('is twice as large as the SVG and not blank', async () => {
  const svg = await drawSvg(smallMap(), { theme: 'light' });
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const image = decode((await drawPng(smallMap())).png);
  assert.equal([image.width, image.height], [2 * Number(width), 2 * Number(height)]);
  assert.ok(image.colors > 50, `${image.colors} colors`);
});

test('text is drawn, in both weights and in letters with accents', async () => {
  const inkOf = async (title: string, prompt: string): Promise<number> =>
    decode((await drawPng(new MapBuilder().state('a', { title, heard: [prompt] }).build())).png).inked;
  // The text takes the same room, so that only its ink differs.
  const blank = await inkOf('i'.repeat(10), 'i'.repeat(20));
  assert.ok((await inkOf('M'.repeat(10), 'i'.repeat(20))) > blank + 500);
  assert.ok((await inkOf('i'.repeat(10), 'Ż'.repeat(20))) > blank + 1000);
  assert.ok((await inkOf('i'.repeat(10), 'Ж'.repeat(20))) > blank + 1000);
});

test('names scripts that the font does not have, in the picture and to the caller', async () => {
  const map = new MapBuilder().state('a', { heard: ['再见 👋🏽, goodbye'] }).build();
  const { missingScripts, png } = await drawPng(map);
  assert.equal(missingScripts, ['Han', 'emoji']);
  const named = new MapBuilder().state('a', { heard: ['[Han] [emoji], goodbye'] }).build();
  assert.ok(decode(png).inked > decode((await drawPng(named)).png).inked, 'the remark below the map is missing');
  assert.equal((await drawPng(named)).missingScripts, []);
});

test('hostile text is drawn', async () => {
  const { png, missingScripts } = await drawPng(hostileMap());
  assert.ok(decode(png).colors > 50);
  assert.ok(missingScripts.includes('Devanagari'));
});

test('the dark theme is dark, and auto is light', async () => {
  const [light, auto, dark] = [
    await drawPng(smallMap(), { theme: 'light' }),
    await drawPng(smallMap(), { theme: 'auto' }),
    await drawPng(smallMap(), { theme: 'dark' }),
  ];
  assert.ok(Buffer.from(light.png).equals(Buffer.from(auto.png)));
  assert.not(Buffer.from(light.png).equals(Buffer.from(dark.png)));
});

test('the same map gives the same bytes', async () => {
  const [first, second] = [await drawPng(smallMap()), await drawPng(smallMap())];
  assert.ok(Buffer.from(first.png).equals(Buffer.from(second.png)));
});

test('huge maps become images that viewers can open', async () => {
  const png = Buffer.from((await drawPng(largeMap(), { direction: 'down' })).png);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  assert.ok(width * height <= 25_000_000, `${width} × ${height}`);
});

test.run();
