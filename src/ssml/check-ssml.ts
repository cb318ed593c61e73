import {
  isBxmlElement,
  suggestAttribute,
  suggestElement,
  suggestSpeechElement,
  suggestValue,
} from '../hints/suggested-names.js';
import { type ElementNode, isReadNode } from '../jsx/element.js';
import { inspect, quoted, shownName } from '../problems/inspect.js';
import type { Fault, FaultReport } from '../problems/problem.js';
import { isWritable } from '../values/check-value.js';
import type { VerbDefinition } from '../verbs/define/verb-definition.js';
import { isXmlName } from '../xml/characters.js';
import { type SsmlAttributeRule, type SsmlDefinition, ssmlVocabulary } from './ssml-elements.js';

/** The position of an element whose type is a string. */
export interface SpeechPlace {
  readonly content: 'document' | 'none' | 'text' | 'speech' | 'verbs' | 'unknown';
  /** The name of the parent element; empty for the document. */
  readonly name: string;
  /** The parent, if it is a verb. */
  readonly verb: { readonly definition: VerbDefinition } | undefined;
  readonly ssml: SsmlDefinition | undefined;
}

const UNLISTED = 'speak.ssml-unlisted';

/** Returns the fault of an element that is not allowed at a position, or `undefined`. The type of the element is a string. */
export function ssmlPlaceFault(
  name: string,
  definition: SsmlDefinition | undefined,
  parent: SpeechPlace,
  node: ElementNode,
): Fault | undefined {
  if (!isXmlName(name)) {
    return { code: 'child.type', message: `${quoted(name)} is not a valid element name.`, locked: true };
  }
  const element = shownName(name);
  // BXML elements begin with a capital letter. None is allowed in speech, including verbs that do not exist yet.
  const isVerb = /^[A-Z]/.test(name);
  if (parent.content === 'speech') {
    if (isVerb) {
      return {
        code: 'speak.ssml',
        message: `<${element}> is not allowed inside speech (<${parent.name}>); allowed: text and SSML elements.`,
        hint: suggestSpeechElement(name, [...ssmlVocabulary().keys()]),
        locked: true,
      };
    }
    if (definition === undefined) return unlistedElement(name, element);
    if (parent.ssml?.content !== 'text') return undefined;
    return { code: UNLISTED, message: `<${element}> is not allowed inside <${parent.name}>, which accepts only text.` };
  }
  return parent.content === 'unknown' ? undefined : outsideSpeech(name, definition, parent, node);
}

function unlistedElement(name: string, element: string): Fault {
  const names = [...ssmlVocabulary().keys()];
  return {
    code: UNLISTED,
    message: `<${element}> is not on Bandwidth's list of SSML elements; allowed: ${names.join(', ')}.`,
    // A getter, so that the hint is computed only if the problem is kept.
    get hint() {
      return suggestSpeechElement(name, names);
    },
  };
}

function outsideSpeech(
  given: string,
  definition: SsmlDefinition | undefined,
  parent: SpeechPlace,
  node: ElementNode,
): Fault {
  const name = shownName(given);
  const hint = (): string | undefined => (definition === undefined ? hintForElement(given, parent, node) : undefined);
  if (parent.content === 'document') {
    return {
      code: 'root.single',
      message: `<${name}> is not a document; a document is one <Response> (or <Bxml>) with everything inside.`,
      get hint() {
        const found = hint();
        return found === undefined || ROOT.test(found) ? found : sentences(found, 'Wrap it in <Response>…</Response>.');
      },
      locked: true,
    };
  }
  const code = parent.verb?.definition.names?.child ?? 'nesting.child';
  if (!/^[A-Z]/.test(given)) {
    return {
      code,
      message: `<${name}> is not allowed inside <${parent.name}>: lower-case names are SSML elements, which belong inside <SpeakSentence>.`,
      get hint() {
        return sentences(hint(), 'BXML element names begin with a capital letter.');
      },
    };
  }
  return isReadNode(node)
    ? {
        code,
        message: `<${name}> is not a known element.`,
        get hint() {
          return sentences(hint(), 'If it is a custom verb, pass it in the verbs option of parse().');
        },
        locked: true,
      }
    : {
        code,
        message: `<${name}> was created from a string, but no SSML element has that name.`,
        hint: isBxmlElement(given)
          ? `Import the component: import { ${name} } from 'bxml-jsx'.`
          : sentences(hint(), 'Import a component from bxml-jsx, or define one with defineVerb.'),
        locked: true,
      };
}

const ROOT = /<(?:Response|Bxml)>/;

function hintForElement(name: string, { name: parent, verb }: SpeechPlace, node: ElementNode): string | undefined {
  const children = Object.keys(verb?.definition.children ?? {});
  const read = isReadNode(node) ? node : undefined;
  const attributes = read?.attributes.map((attribute) => attribute.name) ?? [];
  return suggestElement(name, { parent, children, attributes }, read?.meant);
}

const sentences = (...all: readonly (string | undefined)[]): string =>
  all.filter((sentence) => sentence !== undefined).join(' ');

/** Returns the fault of an attribute that cannot be written as XML, or `undefined`. */
function nameFault(name: string, value: unknown): Fault | undefined {
  if (isXmlName(name) && isWritable(value)) return undefined;
  return {
    code: UNLISTED,
    message: `The attribute ${quoted(name)} is ${inspect(value)}, which cannot be written as XML.`,
    locked: true,
  };
}

/** Checks an attribute of an element whose type is a string. Returns its fault, or `undefined`. */
export function ssmlAttributeFault(
  element: string,
  definition: SsmlDefinition | undefined,
  name: string,
  value: unknown,
): Fault | undefined {
  const unwritable = nameFault(name, value);
  if (unwritable !== undefined || definition === undefined) return unwritable;
  const names = Object.keys(definition.attributes);
  if (!Object.hasOwn(definition.attributes, name)) {
    return {
      code: UNLISTED,
      message: `<${element}> has no attribute ${shownName(name)}; allowed: ${names.length === 0 ? 'none' : names.join(', ')}.`,
      hint: suggestAttribute(element, name, names)?.hint,
    };
  }
  const rule = definition.attributes[name];
  if (rule === undefined || fits(rule, value)) return undefined;
  const message = `${name} on <${element}> is ${inspect(value)}; allowed: ${allowed(rule)}.`;
  return { code: UNLISTED, message, hint: typeof value === 'string' ? hintForValue(rule, value) : undefined };
}

function hintForValue({ values, hint }: SsmlAttributeRule, value: string): string | undefined {
  if (hint !== undefined) return hint(value);
  const meant = values && suggestValue(value, values);
  return meant && `Did you mean ${quoted(meant)}?`;
}

/** True if the rule allows the value. */
export function fits({ values, pattern, maxSeconds }: SsmlAttributeRule, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (values?.includes(value) === true) return true;
  if (pattern === undefined) return values === undefined;
  return pattern.test(value) && (maxSeconds === undefined || secondsOf(value) <= maxSeconds);
}

const secondsOf = (time: string): number => Number.parseFloat(time) / (time.endsWith('ms') ? 1000 : 1);

function allowed({ values = [], form, maxSeconds }: SsmlAttributeRule): string {
  const most = maxSeconds === undefined ? '' : `, at most ${maxSeconds} seconds`;
  return [...values, ...(form === undefined ? [] : [`${form}${most}`])].join(', ') || 'text';
}

/** Reports required attributes that are missing. */
export function reportMissingSsml(
  report: FaultReport,
  element: string,
  { attributes, required, requiredIf }: SsmlDefinition,
  present: ReadonlyMap<string, unknown>,
): void {
  const missing = required.filter((name) => !present.has(name));
  for (const name of missing) {
    report.add({ code: 'ssml.required', message: `<${element}> is missing the required attribute ${name}.` });
  }
  if (requiredIf === undefined || present.get(requiredIf.when) !== requiredIf.is) return;
  if (present.has(requiredIf.attribute)) return;
  report.add({
    code: 'ssml.required',
    message: `<${element} ${requiredIf.when}="${requiredIf.is}"> is missing the required attribute ${requiredIf.attribute}.`,
    hint: `Allowed: ${allowed(attributes[requiredIf.attribute] ?? {})}.`,
  });
}
