import { hintForObject, hintForType, WRONG_COMPILER_SETTINGS } from '../hints/foreign-values.js';
import { isBxmlElement, suggestElement } from '../hints/suggested-names.js';
import type { ElementNode } from '../jsx/element.js';
import { inspect } from '../problems/inspect.js';
import type { FailureReport, Fault } from '../problems/problem.js';
import { withoutSecrets } from '../problems/secrets.js';
import { MAX_DEPTH, MAX_VALUES } from './component.js';

/** Reports an error that a component, a getter among its props or a rule of a verb threw. */
export function reportThrown(report: FailureReport, thrower: string, thrown: unknown, hint?: string): void {
  report.cause ??= { thrown };
  report.add({ code: 'component.threw', message: `${thrower} threw ${describe(thrown)}.`, hint, locked: true });
}

/** Returns a hint for common causes: a file compiled for React, a missing import, a class component. */
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
    return "This is the Response class of the Fetch API, not the element: import { Response } from 'bxml-jsx'.";
  }
  const isClass = typeof type === 'function' && /^class\b/.test(Function.prototype.toString.call(type));
  return isClass
    ? 'Class components are not supported: write a function that returns what the render method returns.'
    : undefined;
}

/** The engines' messages when JSX was compiled to calls of `React.createElement`. */
const NO_REACT = /^ReferenceError: (?:React is not defined|Can't find variable: React)/;

/** The engines' messages for a component that was not imported. */
const NOT_DEFINED = /^ReferenceError: (?:Can't find variable: ([A-Z]\w{0,40})$|([A-Z]\w{0,40}) is not defined$)/;

function describe(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return withoutSecrets(`${thrown.name}: ${thrown.message}`).replace(/\.$/, '');
  } catch {
    // Reading the name or the message of the error throws. Describe its type instead.
  }
  return inspect(thrown);
}

/** Returns the fault of a component that returned a promise to a synchronous render. */
export function asyncComponent(name: string): Fault {
  return {
    code: 'component.async',
    message: `${name} is asynchronous; render() cannot wait for it.`,
    hint: 'Use renderAsync() or validateAsync().',
    locked: true,
  };
}

/** The fault of a promise among the children of a synchronous render. */
export const promiseAsChild: Fault = {
  code: 'component.async',
  message: 'A child is a promise; render() cannot wait for it.',
  hint: 'Use renderAsync(), or await the promise before you pass it as a child.',
  locked: true,
};

/** Returns the fault of a component that returned `undefined`. */
export function returnedUndefined(name: string): Fault {
  return {
    code: 'child.type',
    message: `${name} returned undefined; expected an element, a string, an array, or null to render nothing.`,
    hint: 'Is a return statement missing?',
    locked: true,
  };
}

/** Returns the fault of an element whose type is neither a component nor a string. */
export function wrongElementType(type: unknown): Fault {
  return {
    code: 'child.type',
    message: `The type of an element is ${inspect(type)}; expected a component or the name of an SSML element.`,
    hint: hintForType(type),
    locked: true,
  };
}

/** Returns the fault of a value that is not a valid child. */
export function wrongChild(value: unknown): Fault {
  return {
    code: 'child.type',
    message: `${capitalized(inspect(value))} is not a valid child; allowed: elements, strings, finite numbers and arrays, and null, undefined, true or false to render nothing.`,
    hint: hintFor(value),
    locked: true,
  };
}

function hintFor(value: unknown): string | undefined {
  if (typeof value === 'function') return 'Write a component as <Name />; call any other function.';
  return typeof value === 'object' && value !== null ? hintForObject(value) : undefined;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns the fault of a tree that exceeds a limit, for example because a component renders itself. */
export function outOfBounds(which: 'deep' | 'large'): Fault {
  return {
    code: which === 'deep' ? 'tree.depth' : 'tree.size',
    message:
      which === 'deep'
        ? `Components, fragments, arrays and elements are nested more than ${MAX_DEPTH} levels deep.`
        : `The tree contains more than ${MAX_VALUES} values.`,
    hint: 'Does a component render itself, or does an array contain itself?',
    locked: true,
  };
}
