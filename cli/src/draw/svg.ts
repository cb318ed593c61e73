import type { CallMap } from '../map/call-map.js';
import { drawPicture, type PictureOptions } from './picture/picture.js';

/**
 * Draws a map as SVG. The font is embedded, and the theme follows the reader's system by default. The same map and options
 * give the same bytes.
 */
export async function drawSvg(map: CallMap, options: PictureOptions = {}): Promise<string> {
  return (await drawPicture(map, { ...options, theme: options.theme ?? 'auto' })).svg;
}
