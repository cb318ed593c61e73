import { ownProps } from '../components/component.js';
import type { SettledElement } from '../components/resolve.js';
import { type ElementNode, type ElementProps, isReadNode } from '../jsx/element.js';
import type { SourcePosition } from '../problems/problem.js';
import { attributeFault, attributeText, isWritable, valueOfText } from '../values/check-value.js';
import type { CompiledAttribute } from '../values/compiled-attribute.js';
import { escapeAttribute, escapeText, isXmlName } from '../xml/characters.js';
import { AttributeFaults, reportMissing, reportUnknown } from './attribute-faults.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';

/** An opening tag, with the attributes and children of its element. */
export interface OpenTag {
  /** The tag without its end. */
  readonly text: string;
  /** All attributes, including invalid ones. */
  readonly props: ElementProps;
  readonly faults: AttributeFaults;
  /** The children of the element. */
  readonly content: unknown;
}

/** An attribute as it is given: in JSX, or in the text that the element was parsed from. */
interface GivenAttribute {
  readonly name: string;
  readonly value: unknown;
  /** The position in the text. */
  readonly source?: SourcePosition | undefined;
}

/** Checks the attributes of a verb and returns its opening tag. Attributes keep their order. */
export function openTag(
  state: RenderState,
  verb: CompiledVerb,
  node: ElementNode,
  settled: SettledElement | undefined,
  parent: ElementScope,
): OpenTag {
  const { report } = state;
  const isRead = isReadNode(node);
  const props = isRead ? readProps(verb, node.attributes) : ownProps(node.props);
  const given: readonly GivenAttribute[] = isRead
    ? node.attributes.map(({ name, source }) => ({ name, value: props[name], source }))
    : givenAttributes(props);
  // All of them first: an unknown attribute may be followed by the one that was meant.
  const faults = new AttributeFaults(props);
  let text = verb.open;
  let bits = 0;
  for (const { name, value, source } of given) {
    const attribute = verb.attributes.get(name);
    if (attribute === undefined) faults.markUnknown(name, reportUnknown(report, verb, name, value, source));
    else {
      bits |= attribute.bit;
      checkValue(state, verb, faults, attribute, value, isRead ? { source } : undefined);
    }
    if (!isWritable(value)) state.refuse(value);
    else if (attribute !== undefined) text += `${attribute.lead}${escapeAttribute(attributeText(value), report)}"`;
    // A name needs no escaping, but its bytes are counted.
    else if (isXmlName(name)) text += ` ${escapeText(name, report)}="${escapeAttribute(attributeText(value), report)}"`;
  }
  reportMissing(report, verb, props, faults.names);
  const context = state.ruleContext.of(props, faults, '', 0, parent);
  for (const { rule, bits: triggers } of verb.attributesRules) {
    if (triggers === 0 || (triggers & bits) !== 0) context.runRule(rule, report);
  }
  const content = settled !== undefined ? settled.content : isRead ? node.children : props.children;
  return { text, props, faults, content };
}

function givenAttributes(props: ElementProps): readonly GivenAttribute[] {
  return Object.keys(props)
    .filter((name) => name !== 'children' && name !== 'key' && (props[name] ?? null) !== null)
    .map((name) => ({ name, value: props[name] }));
}

/** Returns the attributes of an element that was parsed from text, parsed by the types of their rules. */
function readProps(
  verb: CompiledVerb,
  attributes: readonly { readonly name: string; readonly text: string }[],
): ElementProps {
  const values: Record<string, unknown> = Object.create(null);
  for (const { name, text } of attributes) {
    const rule = verb.attributes.get(name)?.rule;
    values[name] = rule === undefined ? text : valueOfText(rule, text);
  }
  return values;
}

/** Reports an invalid value. `read` is present if the element was parsed from text. */
function checkValue(
  { report }: RenderState,
  verb: CompiledVerb,
  faults: AttributeFaults,
  attribute: CompiledAttribute,
  value: unknown,
  read: { readonly source: SourcePosition | undefined } | undefined,
): void {
  const fault = attributeFault(verb.name, attribute, value);
  if (fault === undefined) return;
  // Despite a warning, the attribute is valid: rules that read several attributes still apply.
  if (fault.level !== 'warning') faults.markInvalid(attribute.name);
  // The hint is about JSX.
  report.add(
    read !== undefined && fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault,
    read?.source,
  );
}
