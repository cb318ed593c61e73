import { drawMermaid } from '../draw/mermaid.js';
import { pathText } from '../draw/path-text.js';
import { printable } from '../draw/picture/printable.js';
import type { MapState } from '../map/call-map.js';
import { type ChoiceChange, diffSummary, type MapDiff, type StateChange } from './diff-maps.js';

/** Returns the differences as Markdown for a pull request: a list, and the map as a diagram that can be unfolded. */
export function diffToMarkdown(diff: MapDiff): string {
  const lines = [`### Call flow: ${escaped(diff.map.application)}`, '', diffSummary(diff)];
  if (diff.states.length > 0) lines.push('', ...diff.states.flatMap(stateLines));
  if (diff.choices.length > 0) lines.push('', ...diff.choices.map(choiceLine));
  if (diff.states.length + diff.choices.length > 0) {
    const diagram = drawMermaid(diff.map, { paint: diff.paint }).trimEnd();
    lines.push('', '<details><summary>Map</summary>', '', '```mermaid', diagram, '```', '', '</details>');
  }
  return `${lines.join('\n')}\n`;
}

const NAMES = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

function stateLines({ change, state, before, fields, words }: StateChange): string[] {
  const where = change === 'removed' ? '' : ` (${escaped(pathText(state.path))})`;
  const lines = [`- **${NAMES[change]}** ${stateName(state)}${where}`];
  const heard = words.length > 0 ? words.map(({ text, change: each }) => marked(text, each)).join('') : '';
  if (heard !== '') lines.push(`  - “${heard}”`);
  if (before === undefined) {
    for (const { kind, text } of state.heard)
      lines.push(`  - ${kind === 'audio' ? `♪ ${escaped(text)}` : `“${escaped(text)}”`}`);
    return lines;
  }
  for (const field of ['title', 'waitsFor', 'kind'] as const) {
    if (fields.includes(field))
      lines.push(
        `  - ${field === 'waitsFor' ? 'waits for' : field}: ${escaped(before[field])} → ${escaped(state[field])}`,
      );
  }
  if (fields.includes('problems')) {
    lines.push(...state.problems.map(({ code, message }) => `  - problem ${escaped(code)}: ${escaped(message)}`));
  }
  return lines;
}

function choiceLine({ change, from, label, to, before }: ChoiceChange): string {
  const was = before === undefined ? '' : `, was ${stateName(before)}`;
  return `- **${NAMES[change]}** choice “${escaped(label)}” at ${stateName(from)}: → ${stateName(to)}${was}`;
}

function marked(text: string, change: 'added' | 'removed' | undefined): string {
  const space = text.endsWith(' ') ? ' ' : '';
  const words = escaped(text);
  if (words === '' || change === undefined) return words + space;
  return (change === 'added' ? `**${words}**` : `~~${words}~~`) + space;
}

function stateName({ id, title }: MapState): string {
  return `${escaped(id)} ${escaped(title)}`;
}

/** Returns text that is text in Markdown: no markup, no HTML, no mentions and references. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]()<>#+!|~$:-]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/@/g, '@\u200b');
}
