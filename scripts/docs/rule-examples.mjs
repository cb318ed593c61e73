// The example of each rule: the shortest document among the tests' cases that breaks it, as JSX, and the problem.

import { formatProblem, validate } from '../../src/index.ts';
import { ELEMENT_BRAND, isReadNode } from '../../src/jsx/element.ts';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.ts';
import { tables } from '../../test/rules/cases/index.ts';
import { code } from './markdown.mjs';

const WIDTH = 110;
const MAX_LINES = 20;
const cases = Object.values(tables).flat();

/** Returns the example of a rule as Markdown. */
export function exampleOf(id) {
  const [shortest] = cases
    .filter(({ rule }) => rule === id)
    .map((ruleCase) => ({ ...ruleCase, lines: written(ruleCase.bad) }))
    .filter(({ lines }) => lines !== undefined && lines.length <= MAX_LINES)
    .sort((a, b) => a.lines.length - b.lines.length);
  if (shortest === undefined)
    throw new Error(`No test case of ${id} in test/rules/cases is short enough for an example.`);
  const { context = 'call', lines } = shortest;
  const answers = context === 'call' ? [] : [`With \`context: '${context}'\`:`];
  return [
    ...answers,
    code('jsx', lines.join('\n')),
    code('text', formattedProblem(validate(shortest.bad, { context }), id)),
  ].join('\n\n');
}

/** Returns the problem with that code as `formatProblem` formats it, without its position in a file of this repository. */
export function formattedProblem(problems, id) {
  const { source: _, ...problem } = problems.find((found) => found.code === id);
  return `${problem.severity === 'warning' ? 'warning: ' : ''}${formatProblem(problem)}`;
}

/** Returns a tree as lines of JSX, or undefined if it has no short form. */
function written(node) {
  try {
    return lines(node);
  } catch (error) {
    if (error instanceof Unwritable) return undefined;
    throw error;
  }
}

/** Thrown for a component of a test or a very long text, which would not be a good example. */
class Unwritable extends Error {}

function lines(node) {
  if (node === null || node === undefined || typeof node === 'boolean') return [];
  if (Array.isArray(node)) return node.flatMap(lines);
  if (typeof node === 'number') return [String(node)];
  if (typeof node === 'string') return [textOf(node)];
  if (node[ELEMENT_BRAND] !== true || isReadNode(node)) throw new Unwritable();
  const { children, ...attributes } = node.props;
  const name = typeof node.type === 'string' ? node.type : node.type[VERB_BRAND]?.name;
  if (name === undefined) throw new Unwritable();
  const start = [name, ...Object.entries(attributes).flatMap(attributeOf)];
  const inside = lines(children);
  if (inside.length === 0) return tag(start, ' />');
  const oneLine = `<${start.join(' ')}>${inside.join('')}</${name}>`;
  if (inside.length === 1 && !inside[0].startsWith('<') && oneLine.length <= WIDTH) return [oneLine];
  return [...tag(start, '>'), ...inside.map((line) => `  ${line}`), `</${name}>`];
}

function tag(start, end) {
  const oneLine = `<${start.join(' ')}${end}`;
  if (oneLine.length <= WIDTH) return [oneLine];
  const [name, ...attributes] = start;
  return [`<${name}`, ...attributes.map((attribute) => `  ${attribute}`), end.trim()];
}

function attributeOf([name, value]) {
  if (value === null || value === undefined) return [];
  if (value === true) return [name];
  if (typeof value === 'number' || value === false) return [`${name}={${value}}`];
  if (typeof value !== 'string') throw new Unwritable();
  const long = repeated(value);
  if (long !== undefined) return [`${name}={${long}}`];
  return [/["\\\n&]/.test(value) ? `${name}={${quoted(value)}}` : `${name}="${value}"`];
}

function textOf(text) {
  const long = repeated(text);
  if (long !== undefined) return `{${long}}`;
  return /^[^\s{}<>&\\]+(?: [^\s{}<>&\\]+)*$/.test(text) ? text : `{${quoted(text)}}`;
}

/** Returns a long text as an expression that repeats a short one, or undefined. */
function repeated(text) {
  if (text.length <= WIDTH / 2) return undefined;
  const [, unit, rest] = /^([\s\S]{1,4}?)\1{20,}([\s\S]{0,40})$/.exec(text) ?? [];
  if (unit === undefined) {
    if (text.length > 2 * WIDTH) throw new Unwritable();
    return undefined;
  }
  const times = (text.length - rest.length) / unit.length;
  return `${quoted(unit)}.repeat(${times})${rest === '' ? '' : ` + ${quoted(rest)}`}`;
}

const quoted = (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
