import { type ElementNode, isReadNode } from '../jsx/element.js';
import { shownName } from '../problems/inspect.js';
import { reportMissingSsml, ssmlAttributeFault, ssmlPlaceFault } from '../ssml/check-ssml.js';
import { type SsmlDefinition, ssmlVocabulary } from '../ssml/ssml-elements.js';
import { attributeText, isWritable } from '../values/check-value.js';
import { escapeAttribute, escapeText, isXmlName } from '../xml/characters.js';
import { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';
import { flushText } from './write-text.js';

/** Writes an element with a lower-case name. In speech it is SSML; elsewhere it is reported. */
export function writeSsml(
  state: RenderState,
  name: string,
  node: ElementNode,
  content: unknown,
  parent: ElementScope,
): void {
  const definition = ssmlVocabulary().get(name);
  const fault = ssmlPlaceFault(name, definition, parent, node);
  if (fault !== undefined) {
    parent.faulty = true;
    state.report.add(fault);
  }
  if (definition === undefined && !isXmlName(name)) {
    state.refuse(node.props);
    return;
  }
  if (parent.content === 'text') flushText(state, parent);
  const before = state.out + openTag(state, name, definition, node);
  state.out = `${before}>`;
  const { length } = state.out;
  writeContent(state, name, definition, content, parent);
  if (state.out.length === length) state.out = `${before}/>`;
  // A name needs no escaping, but its bytes are counted.
  else state.out += `</${escapeText(name, state.report)}>`;
}

function writeContent(
  state: RenderState,
  name: string,
  definition: SsmlDefinition | undefined,
  content: unknown,
  parent: ElementScope,
): void {
  const scope = new ElementScope(contentOf(definition, parent), shownName(name), undefined, definition);
  state.children(content, scope);
  parent.spoken ||= scope.spoken;
  parent.faulty ||= scope.faulty;
}

/** Returns the content allowed inside. The content of an unknown element outside of speech is not checked. */
function contentOf(definition: SsmlDefinition | undefined, parent: ElementScope): ElementScope['content'] {
  if (definition?.content === 'none') return 'none';
  return definition === undefined && parent.content !== 'speech' ? 'unknown' : 'speech';
}

/** Checks the attributes of an element and returns the opening tag without its end. */
function openTag(state: RenderState, name: string, definition: SsmlDefinition | undefined, node: ElementNode): string {
  const { report } = state;
  let tag = `<${escapeText(name, report)}`;
  const present = new Map<string, unknown>();
  for (const [attribute, value] of givenAttributes(node)) {
    if (value === undefined || value === null) continue;
    present.set(attribute, value);
    const fault = ssmlAttributeFault(shownName(name), definition, attribute, value);
    if (fault !== undefined) report.add(fault);
    if (!isWritable(value)) state.refuse(value);
    if (!isWritable(value) || !isXmlName(attribute)) continue;
    tag += ` ${escapeText(attribute, report)}="${escapeAttribute(attributeText(value), report)}"`;
  }
  if (definition !== undefined) reportMissingSsml(report, shownName(name), definition, present);
  return tag;
}

function givenAttributes(node: ElementNode): readonly (readonly [string, unknown])[] {
  if (isReadNode(node)) return node.attributes.map(({ name, text }) => [name, text] as const);
  return Object.entries(node.props).filter(([name]) => name !== 'children' && name !== 'key');
}
