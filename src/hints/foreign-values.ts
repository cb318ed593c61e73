import { isElementNode } from '../jsx/element.js';
import { classOf } from '../problems/inspect.js';

/** The cure for a file that was compiled with the JSX settings of another library. */
export const WRONG_COMPILER_SETTINGS =
  'Set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that covers the file, or begin the file with /** @jsxImportSource bxml-jsx */.';

const NOT_FROM_JSON =
  'It looks like an element that went through JSON, which no element survives: keep documents as BXML, and read them with parse() of bxml-jsx/parse.';

/** What an object among the children may have been meant for. Does no harm to an object whose properties throw. */
export function hintForObject(value: object): string {
  const fallback = 'Write out what of it is to be read or spoken.';
  return carefully(() => {
    if (value instanceof Date) return 'Write it out as it is to be read: {date.toLocaleDateString()}.';
    const conversion = conversionOf(value);
    if (conversion !== undefined) return conversion;
    return hintForForeign(value) ?? fallback;
  }, fallback);
}

/** Returns what an object may have been meant for that a handler returned as a document. */
export function hintForAnswer(value: object): string {
  const fallback = 'Return an element: <Response>…</Response>.';
  return carefully(() => {
    switch (classOf(value)) {
      case 'URL':
        return 'To continue the call there, return <Response><Redirect redirectUrl={url.href} /></Response>.';
      // BXML in another form.
      case 'Uint8Array':
      case 'ArrayBuffer':
      case 'String':
        return conversionOf(value) ?? fallback;
      default:
        return hintForForeign(value) ?? fallback;
    }
  }, fallback);
}

/** Returns what an object is that was meant for an element or a list of them, or nothing. */
function hintForForeign(value: object): string | undefined {
  const name = nameOfClass(value);
  if (name === 'Module') return 'It is a whole module: take one of its exports, such as <module.Name />.';
  if (name === 'Response') {
    return "It is a Response of the Web; expected <Response>, which comes from import { Response } from 'bxml-jsx'.";
  }
  const library = libraryOf(value);
  if (library !== undefined) return `It is an element of ${library}. ${WRONG_COMPILER_SETTINGS}`;
  if (classOf(value) !== undefined) return undefined; // Parameters of a URL can be iterated, and hold no elements.
  if (Symbol.iterator in value) return 'Turn it into an array: {[...values]}.';
  if (Symbol.asyncIterator in value) return 'Collect its values into an array first.';
  return isLikeElement(value) ? NOT_FROM_JSON : undefined;
}

/** Returns how an object becomes the text that it stands for, or nothing. */
export function conversionOf(value: object): string | undefined {
  switch (classOf(value)) {
    case 'URL':
      return 'Write its text: url.href.';
    case 'URLSearchParams':
      return 'Write its text: String(params).';
    case 'Date':
      return 'Write its text: date.toISOString().';
    case 'Uint8Array':
    case 'ArrayBuffer':
      return 'Decode it: new TextDecoder().decode(bytes), or buffer.toString() for a Buffer.';
    case 'String':
    case 'Number':
    case 'Boolean':
      return `It is a ${classOf(value)} object: leave out new, or write value.valueOf().`;
    default:
      return undefined;
  }
}

/** What the type of an element may have been meant for, when it is neither a component nor a name. */
export function hintForType(type: unknown): string {
  const fallback = 'A component that is undefined was not imported, or its module and this one import each other.';
  return carefully(() => {
    if (isElementNode(type)) return 'It is an element already: write {element}, or make a component of it.';
    if (typeof type === 'symbol' ? /^react\./.test(type.description ?? '') : isObject(type) && '$$typeof' in type) {
      return 'It comes from React, whose fragments, contexts and wrappers mean nothing here: import those of bxml-jsx.';
    }
    if (!isObject(type)) return fallback;
    if (nameOfClass(type) === 'Module') {
      return 'It is a whole module: import the component by its name, { Name }, or write <module.Name />.';
    }
    if (type instanceof Promise) return 'Await it, and take the component that it resolves to: (await import(…)).Name.';
    if ('default' in type)
      return 'It is a whole module in an object: take its export, as in const Name = module.default.';
    if (Object.values(type).some((value) => typeof value === 'function')) {
      return 'It is an object that holds components: take one of them, as in <module.Name />.';
    }
    return fallback;
  }, fallback);
}

/** The library that made an element which is none of ours. */
function libraryOf(value: object): string | undefined {
  if ('$$typeof' in value) return 'React';
  // Preact marks its elements with a constructor of their own, which JSON cannot carry.
  if ('__k' in value && Object.hasOwn(value, 'constructor')) return 'Preact';
  const { type, tag = type, props } = value as { type?: unknown; tag?: unknown; props?: unknown };
  // A component, a class: JSON carries neither.
  const isLive = typeof tag === 'function' || typeof tag === 'symbol' || !isPlain(value);
  return isLive && tag !== undefined && isObject(props) ? 'another JSX runtime' : undefined;
}

/** Whether it has what elements have, of whatever library; a component as the type is lost in JSON. */
function isLikeElement(value: object): boolean {
  return isObject((value as { props?: unknown }).props);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nameOfClass = (value: object): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

/** Returns what an attribute's value may have been meant for, or nothing. */
export function hintForValue(value: unknown): string | undefined {
  const hint = carefully(() => {
    if (typeof value === 'function') return 'Call it: the value is a function.';
    if (!isObject(value)) return '';
    if (value instanceof Promise) return 'Await it before it gets here.';
    if (isElementNode(value)) return 'It is an element, which belongs among the children.';
    return conversionOf(value) ?? '';
  }, '');
  return hint === '' ? undefined : hint;
}

function carefully(look: () => string, otherwise: string): string {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
