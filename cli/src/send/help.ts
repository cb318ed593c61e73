import { eventInfos } from './event-fields.js';
import type { EventInfo, FieldInfo } from './event-info.js';
import { optionOf } from './given-fields.js';

/** Returns the list of events, for the help of the command. */
export function eventList(): string {
  const width = Math.max(...eventInfos.map(({ name }) => name.length));
  const lines = eventInfos.map(({ name, text }) => `  ${name.padEnd(width)}  ${text}\n`);
  return `Events (bxml send EVENT --help lists the fields of one):\n${lines.join('')}`;
}

/** Returns the help of one event: its fields as options. */
export function eventHelp({ name, text, kind, emptyAnswer, fields }: EventInfo): string {
  const answer =
    kind === 'async'
      ? 'It is acknowledged without a document.'
      : `The answer is a document${emptyAnswer === undefined ? '' : ', or empty'}.`;
  const rows = [...fields].sort(byName).flatMap((field) => fieldRows(field, optionOf(field.name)));
  const width = Math.min(40, Math.max(...rows.map(([option]) => option.length)));
  const lines = rows.map(([option, about]) => `  ${option.padEnd(width)}  ${about}\n`);
  return `Usage: bxml send ${name} [options] URL

${text} ${answer}

Fields (those that are not given have realistic values):
${lines.join('')}  ${'--field name=value'.padEnd(width)}  Any field, also a new one; dots for nested fields, JSON for values
`;
}

const byName = (one: FieldInfo, other: FieldInfo): number => (one.name < other.name ? -1 : 1);

function fieldRows(field: FieldInfo, option: string): [string, string][] {
  const { type, text, values, isOpen, example, fields = [] } = field;
  const known = values === undefined ? '' : ` (${values.join(', ')}${isOpen ? ', …' : ''})`;
  const shown =
    example === undefined || values !== undefined || fields.length > 0
      ? ''
      : ` Example: ${example.replace(/\s+/g, ' ')}`;
  const value =
    type === 'boolean'
      ? ''
      : ` ${type === 'string' ? 'text' : type === 'strings' || type === 'object' ? 'json' : type}`;
  return [
    [`${option}${value}`, `${text}${known}${shown}`],
    ...fields.flatMap((each) => fieldRows(each, `${option}.${each.name}`)),
  ];
}
