import type { BrandedComponent } from '../components/component.js';
import { contentOf, SettledElement } from '../components/resolve.js';
import {
  COMPONENT_KIND,
  ElementNode,
  type ElementProps,
  isElementNode,
  isReadNode,
  type ReadAttribute,
} from '../jsx/element.js';
import { fits } from '../ssml/check-ssml.js';
import { lacksRequired, type SsmlElement, ssmlElement } from '../ssml/ssml-element.js';
import { speechAccident } from '../values/accidents.js';
import { decimalText } from '../values/check-value.js';
import { cheapHash, KnownTexts } from '../values/known-texts.js';
import { writtenUrl } from '../values/write-value.js';
import { escapeAttribute, escapeFrom, escapeText } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import { type FirstPass, stop } from './first-pass.js';
import { textFault } from './write-text.js';

/** Where a text is: in speech, in an element of speech that allows only text, or in another element. */
type Place = 'speech' | 'spoken text' | 'text';

/** Writes the content of an element that speaks. Stops if it has no words. */
export function writeSpoken(pass: FirstPass, content: unknown, before: string, depth: number): string {
  pass.spoken = false;
  const out =
    typeof content === 'string'
      ? writeSpeech(pass, content, before)
      : writeText(pass, content, 'speech', before, depth);
  return pass.spoken ? out : stop();
}

/** Returns the text of an element with text content, checked and escaped. `pass.text` is then the text itself. */
export function writtenText(pass: FirstPass, verb: CompiledVerb, content: unknown, depth: number): string {
  const isString = typeof content === 'string';
  const text = isString ? content : writeText(pass, content, 'text', '', depth);
  pass.text = text;
  if (verb.plainText?.test(text) === true) return text;
  if (!isString) return checkedText(pass, verb, text);
  const hash = cheapHash(text);
  if (verb.knownText.has(text, hash)) return text;
  const { extraBytes, ignored } = pass;
  const written = checkedText(pass, verb, text);
  if (written === text && pass.extraBytes === extraBytes && pass.ignored === ignored) verb.knownText.add(text, hash);
  return written;
}

function checkedText(pass: FirstPass, verb: CompiledVerb, text: string): string {
  const url = verb.isUrlText ? writtenUrl(text, escapeText, pass) : undefined;
  if (url !== undefined) return url;
  // For most verbs any text is valid that is neither blank nor too long.
  const fault = text.length > verb.freeLength || !startsWithWord(text) ? textFault(verb, text) : undefined;
  if (fault !== undefined) pass.add(fault);
  return escapeText(text, pass);
}

function writeText(pass: FirstPass, value: unknown, place: Place, out: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return place === 'text' ? out + value : writeSpeech(pass, value, out);
    case 'number':
      return out + writtenNumber(pass, value);
    case 'boolean':
    case 'undefined':
      return out;
    case 'object':
      if (value === null) return out;
      if (Array.isArray(value)) return writeTexts(pass, value, place, out, depth + 1);
      if (value instanceof ElementNode || value instanceof SettledElement || isElementNode(value))
        return writeElement(pass, value, place, out, depth + 1);
  }
  return stop();
}

function writeTexts(pass: FirstPass, values: readonly unknown[], place: Place, before: string, depth: number): string {
  let out = before;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    pass.item();
    // Performance: most items are strings and numbers.
    if (typeof value === 'string') {
      out = place === 'text' ? out + value : writeSpeech(pass, value, out);
      pass.enter(depth, out);
    } else if (typeof value === 'number') out += writtenNumber(pass, value);
    else out = writeText(pass, value, place, out, depth);
  }
  return out;
}

function writtenNumber(pass: FirstPass, value: number): string {
  if (!Number.isFinite(value)) stop();
  pass.spoken = true;
  return decimalText(value);
}

function writeSpeech(pass: FirstPass, text: string, out: string): string {
  if (!pass.spoken) pass.spoken = startsWithWord(text) || /\S/.test(text);
  const hash = cheapHash(text);
  return out + (spokenText.has(text, hash) ? text : escapeSpeech(pass, text, hash));
}

/** True if the first character is printable ASCII other than a space. */
function startsWithWord(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > 32 && first < 127;
}

/** Constant pieces of speech. */
const spokenText = new KnownTexts();

/** Performance: matches all strings in speech that need escaping or are reported, and few others. */
const UNUSUAL_IN_SPEECH = /NaN|[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff[]/;

function escapeSpeech(pass: FirstPass, text: string, hash: number): string {
  // Reading a character flattens a concatenated string; otherwise the search would take a slow path.
  text.charCodeAt(0);
  const first = text.search(UNUSUAL_IN_SPEECH);
  if (first === -1 && text !== 'undefined') {
    spokenText.add(text, hash);
    return text;
  }
  const accident = speechAccident(text);
  if (accident !== undefined) pass.add(accident);
  return first === -1 ? text : escapeFrom(first, text, false, pass);
}

/** Writes SSML, or the content of a component, a fragment or a provider. */
function writeElement(
  pass: FirstPass,
  given: ElementNode | SettledElement,
  place: Place,
  out: string,
  depth: number,
): string {
  pass.enter(depth, out);
  const settled = given instanceof SettledElement ? given : undefined;
  const node = given instanceof SettledElement ? given.node : given;
  const { type } = node;
  if (typeof type === 'string') {
    const element = place === 'speech' ? ssmlElement(type) : undefined;
    return element === undefined ? stop() : writeSsml(pass, element, node, contentOf(node, settled), out, depth);
  }
  if (typeof type !== 'function') return stop();
  const kind = (type as BrandedComponent)[COMPONENT_KIND];
  if (kind?.kind === 'verb') return stop();
  const { provided } = pass;
  const written = writeText(pass, pass.contentOf(kind, node, settled), place, out, depth);
  pass.provided = provided;
  return written;
}

/** Writes an element of SSML. */
function writeSsml(
  pass: FirstPass,
  { path, definition, close }: SsmlElement,
  node: ElementNode,
  content: unknown,
  before: string,
  depth: number,
): string {
  const props = isReadNode(node) ? readProps(node.attributes) : node.props;
  let out = before;
  let step = path.start;
  let tail = path.tagStart;
  for (const name in props) {
    if (name === 'children' || name === 'key') continue;
    if (!Object.hasOwn(props, name)) stop();
    const value = props[name];
    if (value === undefined || value === null) continue;
    const { next } = step;
    step = next !== undefined && next.name === name ? next : path.stepTo(step, name);
    const known = tail.next?.step === step && tail.next.value === value ? tail.next : tail.with(step, value);
    if (known !== undefined) {
      tail = known;
      continue;
    }
    const { attribute } = step;
    const rule = attribute === undefined ? undefined : definition.attributes[name];
    if (attribute === undefined || rule === undefined || typeof value !== 'string') return stop();
    if (!fits(rule, value)) return stop();
    const text = escapeAttribute(value, pass);
    out = out + tail.leadTo(step, attribute) + text;
    tail.keep(step, attribute, value, text);
    tail = step.afterVarying;
  }
  if (lacksRequired(definition, props)) stop();
  if (content === undefined || (Array.isArray(content) && content.length === 0)) return out + tail.emptyEnd;
  if (definition.content === 'none') stop();
  const start = out + tail.end;
  const written = writeText(pass, content, definition.content === 'text' ? 'spoken text' : 'speech', start, depth);
  return written.length === start.length ? out + tail.emptyEnd : written + close;
}

function readProps(attributes: readonly ReadAttribute[]): ElementProps {
  // The loop over JSX props would skip them.
  if (attributes.some(({ name }) => name === 'children' || name === 'key')) stop();
  return Object.fromEntries(attributes.map(({ name, text }) => [name, text]));
}
