import type { ElementNode } from '../../jsx-runtime/element.js';
import { shown } from '../problems/shown-value.js';
import { MAX_DEPTH, MAX_VALUES } from './bounds.js';
import type { Fault, Report } from './report.js';

/** Reports what a component, a getter among its props or a rule of a verb threw. */
export function reportThrown(report: Report, thrower: string, thrown: unknown, hint?: string): void {
  report.cause ??= { thrown };
  report.add({ code: 'component.threw', message: `${thrower} threw ${describe(thrown)}.`, hint, locked: true });
}

const WRONG_COMPILER_SETTINGS =
  'Its file was compiled for React: set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that covers the file.';

const CLASS = 'Components are functions: write one that returns what the render method of the class returns.';

/** What is known of some causes: a file compiled for React; a class as a component; a forgotten import of `Response`, which is a global too. */
export function hintForThrower({ type }: ElementNode, thrown: unknown): string | undefined {
  if (thrown instanceof ReferenceError && /^React is not defined/.test(thrown.message)) return WRONG_COMPILER_SETTINGS;
  const { Response } = globalThis as { Response?: unknown };
  if (Response !== undefined && (type as unknown) === Response) {
    return "This is the Response of the Web, not the element: import { Response } from 'bxml-jsx'.";
  }
  return thrown instanceof TypeError && /^Class constructor .* cannot be invoked/.test(thrown.message)
    ? CLASS
    : undefined;
}

function describe(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`.replace(/\.$/, '');
  } catch {
    // An error whose own fields throw: its kind has to do.
  }
  return shown(thrown);
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
    message: `The type of an element is ${shown(type)}; expected a component, or the name of an SSML element.`,
    hint: 'A component that is undefined was not imported, or its module and this one import each other.',
    locked: true,
  };
}

/** Something among the children that is no child. */
export function wrongChild(value: unknown): Fault {
  return {
    code: 'child.type',
    message: `${capitalised(shown(value))} is no child; allowed: elements, strings, finite numbers, arrays, and null, undefined, true, false for nothing.`,
    hint: hintFor(value),
    locked: true,
  };
}

function hintFor(value: unknown): string | undefined {
  if (typeof value === 'function') return 'Write a component as <Name />, and call other functions.';
  if (value instanceof Date) return 'Write it out as it is to be read: {date.toLocaleDateString()}.';
  if (typeof value === 'object' && value !== null) {
    if (Symbol.iterator in value) return 'Turn it into an array: {[...values]}.';
    if (Symbol.asyncIterator in value) return 'Collect its values into an array first.';
    return 'If it was meant to be an element, it was made by another JSX runtime: set "jsxImportSource" to "bxml-jsx".';
  }
  return undefined;
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
