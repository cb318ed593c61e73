import { pathText } from '../draw/path-text.js';
import { printable } from '../draw/picture/printable.js';
import type { MapState } from '../map/call-map.js';
import { type ChoiceChange, diffSummary, type MapDiff, type StateChange } from './diff-maps.js';

/** Formats text for a terminal, as `styleText` of Node does. */
export type Style = (format: 'green' | 'red' | 'yellow' | 'bold' | 'dim', text: string) => string;

/** Returns the differences as a list for terminals, one line each, with details below. */
export function diffToText(diff: MapDiff, style: Style): string {
  const lines = [style('bold', diffSummary(diff))];
  for (const change of diff.states) lines.push('', ...stateLines(change, style));
  const sources = new Map<MapState, ChoiceChange[]>();
  for (const choice of diff.choices) sources.set(choice.from, [...(sources.get(choice.from) ?? []), choice]);
  for (const [state, choices] of sources) {
    lines.push('', `  at ${stateName(state)}`, ...choices.map((choice) => `    ${choiceLine(choice, style)}`));
  }
  return `${lines.join('\n')}\n`;
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
const COLORS = { added: 'green', removed: 'red', changed: 'yellow' } as const;

function stateLines({ change, state, before, fields, words }: StateChange, style: Style): string[] {
  const lines = [style(COLORS[change], `${SIGNS[change]} ${stateName(state)}`)];
  if (change !== 'removed') lines.push(style('dim', `    after ${pathText(state.path)}`));
  if (before === undefined) {
    for (const { kind, text } of state.heard)
      lines.push(`    ${kind === 'audio' ? `♪ ${printable(text)}` : `“${printable(text)}”`}`);
    return lines;
  }
  if (words.length > 0) {
    const marked = words.map(({ text, change: each }) => {
      const word = printable(text);
      const space = text.endsWith(' ') ? ' ' : '';
      if (each === undefined) return word + space;
      return (each === 'added' ? style('green', `{+${word}+}`) : style('red', `[-${word}-]`)) + space;
    });
    lines.push(`    “${marked.join('')}”`);
  }
  for (const field of fields) {
    if (field === 'title' || field === 'waitsFor' || field === 'kind')
      lines.push(`    ${FIELDS[field]}: ${printable(before[field])} → ${printable(state[field])}`);
  }
  if (fields.includes('problems')) lines.push(...problemLines(before, state, style));
  return lines;
}

const FIELDS = { title: 'title', waitsFor: 'waits for', kind: 'kind' } as const;

function problemLines(before: MapState, state: MapState, style: Style): string[] {
  const textsOf = ({ problems }: MapState): string[] =>
    problems.map(({ code, message }) => printable(`${code}: ${message}`));
  const [was, is] = [textsOf(before), textsOf(state)];
  return [
    ...is.filter((text) => !was.includes(text)).map((text) => `    ${style('red', 'new problem')} ${text}`),
    ...was.filter((text) => !is.includes(text)).map((text) => `    ${style('green', 'fixed')} ${text}`),
  ];
}

function choiceLine({ change, label, to, before }: ChoiceChange, style: Style): string {
  const was = before === undefined ? '' : `, was ${stateName(before)}`;
  return style(COLORS[change], `${SIGNS[change]} ${printable(label)} → ${stateName(to)}${was}`);
}

/** Returns the id and the title of a state. */
function stateName({ id, title }: MapState): string {
  return printable(`${id} ${title}`);
}
