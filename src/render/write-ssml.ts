import { type ElementNode, type ElementProps, isReadNode } from '../jsx/element.js';
import { shownName } from '../problems/inspect.js';
import { fits, reportMissingSsml, ssmlAttributeFault, ssmlPlaceFault } from '../ssml/check-ssml.js';
import { type SsmlDefinition, ssmlVocabulary } from '../ssml/ssml-elements.js';
import { attributeText, isWritable } from '../values/check-value.js';
import type { PathAttribute } from '../values/compiled-attribute.js';
import { escapeAttribute, escapeText, isXmlName } from '../xml/characters.js';
import { AttributePath } from './attribute-path.js';
import { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';
import { flushText, writeSpokenText, writeSpokenTexts } from './write-text.js';

/** An SSML element, with the tags written so far. */
interface SsmlElement {
  readonly name: string;
  readonly definition: SsmlDefinition;
  readonly path: AttributePath<PathAttribute>;
  readonly close: string;
}

/** The rest of a tag that is not written yet, for an element with content and for an empty one. */
interface TagEnds {
  readonly end: string;
  readonly emptyEnd: string;
}

const elements = new Map<string, SsmlElement>();

function ssmlElement(name: string): SsmlElement | undefined {
  const known = elements.get(name);
  if (known !== undefined) return known;
  const definition = ssmlVocabulary().get(name);
  if (definition === undefined) return undefined;
  const attributes = Object.keys(definition.attributes).map(
    (attribute) => [attribute, { name: attribute, lead: ` ${attribute}="`, isSecret: false, bit: 0 }] as const,
  );
  const element = { name, definition, path: new AttributePath(name, new Map(attributes)), close: `</${name}>` };
  elements.set(name, element);
  return element;
}

/** Writes an element with a lower-case name. In speech it is SSML; elsewhere it is reported. */
export function writeSsml(
  state: RenderState,
  name: string,
  node: ElementNode,
  content: unknown,
  parent: ElementScope,
): void {
  const element = ssmlElement(name);
  const isInPlace = element !== undefined && parent.content === 'speech' && parent.ssml?.content !== 'text';
  if (!isInPlace && !reportPlace(state, name, element, node, parent)) return;
  if (parent.content === 'text') flushText(state, parent);
  const tag = (element && writeUsualTag(state, element, node)) ?? writeTag(state, name, element, node);
  const before = state.out;
  state.out = before + (content === undefined ? tag.emptyEnd : tag.end);
  if (content === undefined) return;
  const { length } = state.out;
  writeContent(state, name, element, content, parent);
  if (state.out.length === length) state.out = before + tag.emptyEnd;
  else state.out += element === undefined ? `</${escapeText(name, state.report)}>` : element.close;
}

/** Reports an element that is not allowed in its place. Returns true if it can still be written. */
function reportPlace(
  state: RenderState,
  name: string,
  element: SsmlElement | undefined,
  node: ElementNode,
  parent: ElementScope,
): boolean {
  const fault = ssmlPlaceFault(name, element?.definition, parent, node);
  if (fault !== undefined) {
    parent.faulty = true;
    state.report.add(fault);
  }
  if (element !== undefined || isXmlName(name)) return true;
  state.refuse(node.props);
  return false;
}

function writeContent(
  state: RenderState,
  name: string,
  element: SsmlElement | undefined,
  content: unknown,
  parent: ElementScope,
): void {
  let from = 0;
  // Performance: strings and numbers need no scope of their own.
  if (element !== undefined && element.definition.content !== 'none') {
    if (typeof content === 'string') {
      if (writeSpokenText(state, content)) {
        parent.spoken = true;
        return;
      }
    } else if (Array.isArray(content)) {
      const result = writeSpokenTexts(state, content);
      if (result >= 0) parent.spoken = true;
      from = result >= 0 ? result : ~result;
      if (from === content.length) return;
    }
  }
  const scope = new ElementScope(contentOf(element, parent), shownName(name), undefined, element?.definition);
  if (from > 0) state.list(content as readonly unknown[], scope, from);
  else state.children(content, scope);
  parent.spoken ||= scope.spoken;
  parent.faulty ||= scope.faulty;
}

/** Returns the content allowed inside. The content of an unknown element outside of speech is not checked. */
function contentOf(element: SsmlElement | undefined, parent: ElementScope): ElementScope['content'] {
  if (element?.definition.content === 'none') return 'none';
  return element === undefined && parent.content !== 'speech' ? 'unknown' : 'speech';
}

/** Printable ASCII without characters to escape. */
const PLAIN_VALUE = /^[ !#-%'-;=?-~]*$/;

/**
 * Performance: writes an opening tag with valid attributes that need no escaping, and returns the rest of the tag. Returns
 * `undefined`, without writing, if there may be something to report.
 */
function writeUsualTag(state: RenderState, { definition, path }: SsmlElement, node: ElementNode): TagEnds | undefined {
  if (isReadNode(node)) return undefined;
  const { props } = node;
  let { out } = state;
  let step = path.start;
  let tail = path.tagStart;
  for (const name in props) {
    if (name === 'children' || name === 'key') continue;
    const value = props[name];
    const { next } = step;
    step = next !== undefined && next.name === name ? next : path.stepTo(step, name);
    const known = tail.next?.step === step && tail.next.value === value ? tail.next : tail.with(step, value);
    if (known !== undefined && Object.hasOwn(props, name)) {
      tail = known;
      continue;
    }
    const { attribute } = step;
    const rule = attribute === undefined ? undefined : definition.attributes[name];
    if (attribute === undefined || rule === undefined || typeof value !== 'string') return undefined;
    if (!Object.hasOwn(props, name) || !PLAIN_VALUE.test(value) || !fits(rule, value)) return undefined;
    out = out + tail.leadTo(step, attribute) + value;
    tail.keep(step, attribute, value, value);
    tail = step.afterVarying;
  }
  if (lacksRequired(definition, props)) return undefined;
  state.out = out;
  return tail;
}

function lacksRequired({ required, requiredIf }: SsmlDefinition, props: ElementProps): boolean {
  for (const name of required) if (!Object.hasOwn(props, name)) return true;
  if (requiredIf === undefined || props[requiredIf.when] !== requiredIf.is) return false;
  return !Object.hasOwn(props, requiredIf.attribute);
}

/** Checks the attributes of an element and returns the opening tag. */
function writeTag(state: RenderState, name: string, element: SsmlElement | undefined, node: ElementNode): TagEnds {
  const { report } = state;
  // A name needs no escaping, but its bytes are counted.
  let tag = `<${element === undefined ? escapeText(name, report) : name}`;
  const present = new Map<string, unknown>();
  for (const [attribute, value] of givenAttributes(node)) {
    if (value === undefined || value === null) continue;
    present.set(attribute, value);
    const fault = ssmlAttributeFault(shownName(name), element?.definition, attribute, value);
    if (fault !== undefined) report.add(fault);
    if (!isWritable(value)) state.refuse(value);
    if (!isWritable(value) || !isXmlName(attribute)) continue;
    tag += ` ${escapeText(attribute, report)}="${escapeAttribute(attributeText(value), report)}"`;
  }
  if (element !== undefined) reportMissingSsml(report, shownName(name), element.definition, present);
  return { end: `${tag}>`, emptyEnd: `${tag}/>` };
}

function givenAttributes(node: ElementNode): readonly (readonly [string, unknown])[] {
  if (isReadNode(node)) return node.attributes.map(({ name, text }) => [name, text] as const);
  return Object.entries(node.props).filter(([name]) => name !== 'children' && name !== 'key');
}
