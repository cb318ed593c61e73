import { printable } from '../draw/picture/printable.js';
import type { CallMap, MapState } from './call-map.js';

/** Formats text for a terminal. */
type Style = (format: 'bold' | 'dim' | 'red' | 'yellow', text: string) => string;

/** Returns a map as text: each state with what is heard, what is wrong, and where its choices lead. */
export function mapToText({ states, edges, leftOut }: CallMap, style: Style): string {
  const lines = states.flatMap((state) => [
    `${style('bold', state.id)}  ${printable(state.title)}`,
    ...heardLines(state).map((line) => `    ${line}`),
    ...state.problems.map(({ severity, code, message }) => {
      const [line = ''] = message.split('\n');
      return `    ${style(severity === 'error' ? 'red' : 'yellow', `${severity} ${code}: ${printable(line)}`)}`;
    }),
    ...edges
      .filter(({ from }) => from === state.id)
      .map(({ labels, to }) => `    ${style('dim', '→')} ${to}  ${printable(labels.join(' · '))}`),
  ]);
  const missing = leftOut.map((sentence) => style('yellow', `Left out: ${printable(sentence)}`));
  return [...lines, ...missing, ''].join('\n');
}

const heardLines = ({ heard }: MapState): string[] =>
  heard.map(({ kind, text }) => (kind === 'audio' ? `♪ ${printable(text)}` : `“${printable(text)}”`));
