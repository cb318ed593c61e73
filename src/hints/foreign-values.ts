import { isElementNode } from '../jsx/element.js';
import { classOf } from '../problems/inspect.js';

/** The fix for a file that was compiled with the JSX settings of another library. */
export const WRONG_COMPILER_SETTINGS =
  'Set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that covers the file, or begin the file with /** @jsxImportSource bxml-jsx */.';

const NOT_FROM_JSON =
  'It looks like an element that was restored from JSON, which is not possible: store documents as BXML, and read them with parse() from bxml-jsx/parse.';

/** Returns a hint for an object among the children. Does not throw if reading the object throws. */
export function hintForObject(value: object): string {
  const fallback = 'Pass the part of it to render, as a string.';
  return tryHint(() => {
    if (value instanceof Date) return 'Format it as a string: {date.toLocaleDateString()}.';
    const conversion = conversionOf(value);
    if (conversion !== undefined) return conversion;
    return hintForForeign(value) ?? fallback;
  }, fallback);
}

/** Returns a hint for an object that a handler returned instead of a document. */
export function hintForAnswer(value: object): string {
  const fallback = 'Return an element: <Response>…</Response>.';
  return tryHint(() => {
    switch (classOf(value)) {
      case 'URL':
        return 'To continue the call there, return <Response><Redirect redirectUrl={url.href} /></Response>.';
      // Probably BXML in another form.
      case 'Uint8Array':
      case 'ArrayBuffer':
      case 'String':
        return conversionOf(value) ?? fallback;
      default:
        return hintForForeign(value) ?? fallback;
    }
  }, fallback);
}

/** Returns a hint for an object that was probably meant as an element or a list of elements, or `undefined`. */
function hintForForeign(value: object): string | undefined {
  const name = nameOfClass(value);
  if (name === 'Module') return 'It is a module object: use one of its exports, such as <module.Name />.';
  if (name === 'Response') {
    return "It is a Response of the Fetch API; expected the element: import { Response } from 'bxml-jsx'.";
  }
  const library = libraryOf(value);
  if (library !== undefined) return `It is an element of ${library}. ${WRONG_COMPILER_SETTINGS}`;
  if (classOf(value) !== undefined) return undefined; // URLSearchParams is iterable but contains no elements.
  if (Symbol.iterator in value) return 'Convert it to an array: {[...values]}.';
  if (Symbol.asyncIterator in value) return 'Collect its values into an array first.';
  return isLikeElement(value) ? NOT_FROM_JSON : undefined;
}

/** Returns how to convert an object to a string, or `undefined` if its class is not known. */
function conversionOf(value: object): string | undefined {
  switch (classOf(value)) {
    case 'URL':
      return 'Convert it to a string: url.href.';
    case 'URLSearchParams':
      return 'Convert it to a string: String(params).';
    case 'Date':
      return 'Convert it to a string: date.toISOString().';
    case 'Uint8Array':
    case 'ArrayBuffer':
      return 'Decode it: new TextDecoder().decode(bytes), or buffer.toString() for a Buffer.';
    case 'String':
    case 'Number':
    case 'Boolean':
      return `It is a ${classOf(value)} object: remove new, or call value.valueOf().`;
    default:
      return undefined;
  }
}

/** Returns a hint for an element type that is neither a component nor a string. */
export function hintForType(type: unknown): string {
  const fallback = 'If the component is undefined, it was not imported, or its module and this one import each other.';
  return tryHint(() => {
    if (isElementNode(type)) return 'It is already an element: write {element}, or wrap it in a component.';
    if (typeof type === 'symbol' ? /^react\./.test(type.description ?? '') : isObject(type) && '$$typeof' in type) {
      return 'It comes from React, whose fragments, contexts and wrappers are not supported: use createContext and fragments of bxml-jsx.';
    }
    if (!isObject(type)) return fallback;
    if (nameOfClass(type) === 'Module') {
      return 'It is a module object: import the component by name, { Name }, or write <module.Name />.';
    }
    if (type instanceof Promise) return 'Await it and use the component that it resolves to: (await import(…)).Name.';
    if ('default' in type) return 'It is a module inside an object: use its export, as in const Name = module.default.';
    if (Object.values(type).some((value) => typeof value === 'function')) {
      return 'It is an object that contains components: use one of them, as in <module.Name />.';
    }
    return fallback;
  }, fallback);
}

/** Returns the library that created an element of another JSX runtime, or `undefined`. */
function libraryOf(value: object): string | undefined {
  if ('$$typeof' in value) return 'React';
  // Preact sets an own property `constructor` on its elements, which JSON would drop.
  if ('__k' in value && Object.hasOwn(value, 'constructor')) return 'Preact';
  const { type, tag = type, props } = value as { type?: unknown; tag?: unknown; props?: unknown };
  // A component type or a class instance does not come from JSON.
  const isLive = typeof tag === 'function' || typeof tag === 'symbol' || !isPlain(value);
  return isLive && tag !== undefined && isObject(props) ? 'another JSX runtime' : undefined;
}

/** True if the object has props, like an element of any library. The type is not checked: JSON drops a component. */
function isLikeElement(value: object): boolean {
  return isObject((value as { props?: unknown }).props);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nameOfClass = (value: object): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

/** Returns a hint for an attribute value of the wrong type, or `undefined`. */
export function hintForValue(value: unknown): string | undefined {
  const hint = tryHint(() => {
    if (typeof value === 'function') return 'The value is a function: call it.';
    if (!isObject(value)) return '';
    if (value instanceof Promise) return 'Await it before you pass it.';
    if (isElementNode(value)) return 'It is an element: pass it as a child.';
    return conversionOf(value) ?? '';
  }, '');
  return hint === '' ? undefined : hint;
}

/** Returns the hint, or the fallback if reading the value throws. */
function tryHint(hint: () => string, fallback: string): string {
  try {
    return hint();
  } catch {
    return fallback;
  }
}
