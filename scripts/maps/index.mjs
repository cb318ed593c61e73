// `npm run maps` walks the examples and writes their pictures, docs/maps/*.svg. With --check it fails if one is out of date.
//   npm run maps -- survey   only the flows whose name contains one of the words
import { mkdir } from 'node:fs/promises';
import { drawSvg } from '../../cli/src/draw/picture/picture.ts';
import { walk } from '../../cli/src/map/walk.ts';
import { writeGenerated } from '../write-generated.mjs';
import { flows } from './flows.mjs';

/** Returns the picture of a flow. Throws if the flow has problems or was not walked whole: examples have no faults. */
async function picture({ name, application, options, around = (use) => use({}) }) {
  const { map } = await around((more) =>
    walk(application, { ...options, name, simulator: { ...options.simulator, ...more } }),
  );
  const problems = map.states.flatMap(({ id, problems }) => problems.map(({ message }) => `${id}: ${message}`));
  const faults = [...problems, ...map.leftOut];
  if (faults.length > 0) throw new Error(`${name} has problems:\n${faults.join('\n')}`);
  return drawSvg(map);
}

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const chosen = Object.entries(flows).filter(
  ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
);
await mkdir(new URL('../../docs/maps/', import.meta.url), { recursive: true });
await writeGenerated(
  'maps',
  Object.fromEntries(chosen.map(([name, flow]) => [`docs/maps/${name}.svg`, () => picture(flow)])),
);
