import { hintForObject, hintForType, WRONG_COMPILER_SETTINGS } from '../hints/foreign-values.js';
import { isBxmlElement, suggestElement } from '../hints/suggested-names.js';
import type { ElementNode } from '../jsx/element.js';
import { inspect } from '../problems/inspect.js';
import type { FailureReport, Fault } from '../problems/problem.js';
import { withoutSecrets } from '../problems/secrets.js';
import { MAX_DEPTH, MAX_VALUES } from './component.js';

/** Reports what a component, a getter among its props or a rule of a verb threw. */
export function reportThrown(report: FailureReport, thrower: string, thrown: unknown, hint?: string): void {
  report.cause ??= { thrown };
  report.add({ code: 'component.threw', message: `${thrower} threw ${describe(thrown)}.`, hint, locked: true });
}

/** What is known of some causes: a file compiled for React, a forgotten import of `Response`, a class. */
export function hintForThrower({ type }: ElementNode, thrown: unknown): string | undefined {
  if (NO_REACT.test(describe(thrown))) return `A file was compiled for React. ${WRONG_COMPILER_SETTINGS}`;
  const [, inSafari, missing = inSafari] = NOT_DEFINED.exec(describe(thrown)) ?? [];
  if (missing !== undefined) {
    if (isBxmlElement(missing)) return `Import the component: import { ${missing} } from 'bxml-jsx'.`;
    const meant = suggestElement(missing);
    if (meant !== undefined) return meant;
  }
  const { Response } = globalThis as { Response?: unknown };
  if (Response !== undefined && (type as unknown) === Response) {
    return "This is the Response of the Web, not the element: import { Response } from 'bxml-jsx'.";
  }
  const isClass = typeof type === 'function' && /^class\b/.test(Function.prototype.toString.call(type));
  return isClass
    ? 'Components are functions: write one that returns what the render method of the class returns.'
    : undefined;
}

/** What the engines say when JSX was compiled to calls of `React.createElement`. */
const NO_REACT = /^ReferenceError: (?:React is not defined|Can't find variable: React)/;

/** What the engines say of a component that was not imported. */
const NOT_DEFINED = /^ReferenceError: (?:Can't find variable: ([A-Z]\w{0,40})$|([A-Z]\w{0,40}) is not defined$)/;

function describe(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return withoutSecrets(`${thrown.name}: ${thrown.message}`).replace(/\.$/, '');
  } catch {
    // An error whose own fields throw: its kind has to do.
  }
  return inspect(thrown);
}

/** A component that returned a promise to a render that cannot wait. */
export function asyncComponent(name: string): Fault {
  return {
    code: 'component.async',
    message: `${name} is asynchronous, and render() cannot wait for it.`,
    hint: 'Use renderAsync() or validateAsync().',
    locked: true,
  };
}

/** A promise among the children of a render that cannot wait. */
export const promiseAsChild: Fault = {
  code: 'component.async',
  message: 'A promise stands among the children, and render() cannot wait for it.',
  hint: 'Use renderAsync(), or await it before it gets here.',
  locked: true,
};

/** A component that returned nothing, not even `null`. */
export function returnedUndefined(name: string): Fault {
  return {
    code: 'child.type',
    message: `${name} returned undefined; expected an element, text, an array, or null for nothing.`,
    hint: 'Is a return missing?',
    locked: true,
  };
}

/** An element whose type is neither a component nor a name. */
export function wrongElementType(type: unknown): Fault {
  return {
    code: 'child.type',
    message: `The type of an element is ${inspect(type)}; expected a component, or the name of an SSML element.`,
    hint: hintForType(type),
    locked: true,
  };
}

/** Something among the children that is no child. */
export function wrongChild(value: unknown): Fault {
  return {
    code: 'child.type',
    message: `${capitalised(inspect(value))} is no child; allowed: elements, strings, finite numbers, arrays, and null, undefined, true, false for nothing.`,
    hint: hintFor(value),
    locked: true,
  };
}

function hintFor(value: unknown): string | undefined {
  if (typeof value === 'function') return 'Write a component as <Name />, and call other functions.';
  return typeof value === 'object' && value !== null ? hintForObject(value) : undefined;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A tree without end, or one so deep or so large that it might as well be. */
export function outOfBounds(which: 'deep' | 'large'): Fault {
  return {
    code: which === 'deep' ? 'tree.depth' : 'tree.size',
    message:
      which === 'deep'
        ? `Components, fragments, arrays and elements nest more than ${MAX_DEPTH} deep.`
        : `The tree holds more than ${MAX_VALUES} values.`,
    hint: 'Does a component render itself, or an array hold itself?',
    locked: true,
  };
}
