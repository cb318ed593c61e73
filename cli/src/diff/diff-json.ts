import type { MapState } from '../map/call-map.js';
import type { MapDiff } from './diff-maps.js';

/** Returns the differences as JSON for programs. The same maps give the same bytes. */
export function diffToJson({ map, states, choices }: MapDiff): string {
  const value = {
    version: 1,
    application: map.application,
    states: states.map(({ change, state, before, fields, words }) => ({
      change,
      ...briefly(state),
      path: state.path,
      ...(before === undefined ? {} : { before: briefly(before), fields }),
      ...(words.length === 0
        ? {}
        : { words: words.map(({ text, change: each }) => ({ text, change: each ?? 'same' })) }),
    })),
    choices: choices.map(({ change, from, label, to, before }) => ({
      change,
      label,
      from: from.id,
      to: to.id,
      ...(before === undefined ? {} : { before: before.id }),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function briefly({ id, kind, title, heard, waitsFor, problems }: MapState) {
  return { id, kind, title, heard, waitsFor, problems };
}
