// All BXML elements: their definitions and documentation, which are compared with each other.
import * as library from '../../src/index.ts';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.ts';
import { commentOf, exportsOf, membersOf, shownTypeOf } from './documentation.mjs';

const exported = exportsOf('src/verbs/index.ts');
const DEFAULT_PARENTS = ['Response', 'Bxml'];

/** The components of all elements. */
export const components = Object.values(library).filter((value) => typeof value === 'function' && VERB_BRAND in value);

/** The definitions of all elements by name. */
export const definitions = new Map(components.map(({ [VERB_BRAND]: definition }) => [definition.name, definition]));

/** All elements by name: the roots, the verbs, then the elements inside verbs. */
export const verbs = new Map(
  components
    .map((component) => verbOf(component))
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .map((verb) => [verb.name, verb]),
);

function rank({ name, isRoot, isNested }) {
  if (isRoot) return name === 'Response' ? 0 : 1;
  return isNested ? 3 : 2;
}

function verbOf(component) {
  const definition = component[VERB_BRAND];
  const { name } = definition;
  const comment = commentOf(exported.get(name));
  if (comment.text === '') throw new Error(`<${name}> is not documented.`);
  if (comment.example === '') throw new Error(`<${name}> has no example.`);
  const props = new Map(
    membersOf(exported.get(`${name}Props`)).map((prop) => [
      prop.name,
      { ...commentOf(prop), shown: shownTypeOf(prop) },
    ]),
  );
  for (const [prop, { text }] of props) if (text === '') throw new Error(`${prop} of <${name}> is not documented.`);
  const parents = parentsOf(definition);
  return {
    component,
    definition,
    name,
    ...comment,
    isRoot: definition.root === true,
    isNested: definition.root !== true && !parents.includes('Response'),
    parents,
    children: [...definitions.values()].filter((child) => parentsOf(child).includes(name)).map((child) => child.name),
    childrenText: props.get('children').text,
    attributes: Object.entries(definition.attributes).map(([attribute, rule]) => {
      const documented = props.get(attribute);
      assertAgreement(`${attribute} of <${name}>`, rule, documented);
      if (rule.type === 'enum') assertValuesShown(`${attribute} of <${name}>`, rule.values, documented.shown);
      return { name: attribute, rule, ...documented };
    }),
  };
}

/** Returns the parents of an element: those that it lists, and those that list it. */
function parentsOf({ name, parents = DEFAULT_PARENTS }) {
  const holders = [...definitions.values()].filter(({ children = {} }) => Object.hasOwn(children, name));
  return [...new Set([...parents, ...holders.map((holder) => holder.name)])];
}

/** Throws if the documentation of an attribute, as editors show it, does not match its rule. */
function assertAgreement(what, rule, { text, defaultValue }) {
  const expected = rule.default === undefined ? undefined : literal(rule.default);
  if (defaultValue !== expected) {
    throw new Error(`${what}: @default says ${defaultValue}, but the definition says ${expected}.`);
  }
  const { min, max, maxLength } = rule;
  const range = /(?<![\d:-])([\d,.]*\d) to ([\d,.]*\d)/.exec(text);
  if (range !== null && max !== undefined && range[0].replaceAll(',', '') !== `${min} to ${max}`) {
    throw new Error(`${what}: the text says ${range[0]}, but the definition says ${min} to ${max}.`);
  }
  const [, most] = /at most\s+([\d,]+)\s+characters/.exec(text) ?? [];
  if (most !== undefined && maxLength !== undefined && most.replaceAll(',', '') !== String(maxLength)) {
    throw new Error(`${what}: the text says ${most} characters, but the definition says ${maxLength}.`);
  }
}

/** Throws if editors show the name of a type instead of its values. */
function assertValuesShown(what, values, shown) {
  const parts = shown.split(' | ').filter((part) => part !== 'undefined');
  if (
    parts.sort().join() !==
    values
      .map((value) => `"${value}"`)
      .sort()
      .join()
  ) {
    throw new Error(`${what}: an editor shows ${shown}, but the values are ${values.join(', ')}.`);
  }
}

function literal(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
