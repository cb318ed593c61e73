import { ownProps } from '../components/component.js';
import type { SettledElement } from '../components/resolve.js';
import type { ElementProps, ReadNode } from '../jsx/element.js';
import { attributeFault, attributeText, isWritable, valueOfText } from '../values/check-value.js';
import type { CompiledAttribute } from '../values/compiled-attribute.js';
import { writtenValue } from '../values/write-value.js';
import { escapeAttribute, escapeText, isXmlName } from '../xml/characters.js';
import { AttributeFaults, type CheckedAttributes, reportMissing, reportUnknown } from './attribute-faults.js';
import { type CompiledVerb, DECLARATION } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';

/** An opening tag that has been written, with the attributes and children of its element. */
export class OpenTag implements CheckedAttributes {
  /** The children of the element. */
  readonly content: unknown;
  readonly props: ElementProps;
  readonly faults: AttributeFaults | undefined;
  /** The document without the end of the tag, and the end of an empty element's tag, for an element without any content. */
  readonly before: string;
  readonly emptyEnd: string;

  constructor(
    content: unknown,
    props: ElementProps,
    faults: AttributeFaults | undefined,
    before: string,
    emptyEnd: string,
  ) {
    this.content = content;
    this.props = props;
    this.faults = faults;
    this.before = before;
    this.emptyEnd = emptyEnd;
  }

  /** True if an attribute is invalid. */
  get isFaulty(): boolean {
    return this.faults !== undefined && this.faults.names.size > 0;
  }
}

/**
 * Checks the attributes of a verb and writes its opening tag. Attributes keep their order. `attribute-path.ts` explains how
 * constant tags are found again.
 */
export function writeOpenTag(
  state: RenderState,
  verb: CompiledVerb,
  props: ElementProps,
  settled: SettledElement | undefined,
  parent: ElementScope,
): OpenTag {
  const { report } = state;
  const { path } = verb;
  let { out } = state;
  let step = path.start;
  /** The part of the tag that is not written yet. */
  let tail = out === '' ? verb.documentStart : path.tagStart;
  let isConstant = true;
  let own = props;
  let content: unknown;
  let given = 0;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    // Performance: V8 skips this call, in this form, while the loop is at the object's own properties.
    // biome-ignore lint/suspicious/noPrototypeBuiltins: see above.
    if (!Object.prototype.hasOwnProperty.call(props, name)) {
      own = ownProps(props);
      break;
    }
    const value = props[name];
    if (name === 'children') {
      content = value;
      continue;
    }
    if (value === undefined || value === null || name === 'key') continue;
    const { next } = step;
    const reached = next !== undefined && next.name === name ? next : path.stepTo(step, name);
    const last = tail.next;
    const known =
      last !== undefined && last.step === reached && last.value === value ? last : tail.with(reached, value);
    if (known !== undefined) {
      tail = known;
      step = reached;
      given |= step.bit;
      continue;
    }
    isConstant = false;
    const { attribute } = reached;
    const found = report.count;
    const text = attribute === undefined ? undefined : writtenValue(attribute, value, report);
    if (attribute === undefined || text === undefined) {
      faults ??= new AttributeFaults(props);
      const anyway =
        attribute === undefined
          ? writtenUnknown(state, verb, faults, name, value)
          : writtenInvalid(state, verb, faults, attribute, value);
      if (attribute !== undefined) {
        step = reached;
        given |= step.bit;
      }
      if (anyway === undefined) continue;
      out += tail.text + anyway;
    } else {
      step = reached;
      given |= step.bit;
      out = out + tail.leadTo(step, attribute) + text;
      if (report.count === found) tail.keep(step, attribute, value, text);
    }
    tail = step.afterVarying;
  }
  if (settled !== undefined) content = settled.content;
  state.out = out + (content === undefined && verb.mayBeEmpty ? tail.emptyEnd : tail.end);
  if (verb.requiredBits === undefined || (given & verb.requiredBits) !== verb.requiredBits) {
    reportMissing(report, verb, own, faults?.names);
  }
  const tag = new OpenTag(content, own, faults, out, tail.emptyEnd);
  if ((verb.askedAbout & given) === 0 && !verb.asksAlways) return tag;
  // The rules that read attributes only found nothing in the same tag before.
  if (isConstant && tail.isClean) return tag;
  if (runAttributesRules(state, verb, tag, given, parent) && isConstant) tail.isClean = true;
  return tag;
}

/** Reports an unknown attribute. Returns it as written, without the closing quote; `undefined` if it cannot be written. */
function writtenUnknown(
  state: RenderState,
  verb: CompiledVerb,
  faults: AttributeFaults,
  name: string,
  value: unknown,
): string | undefined {
  const { report } = state;
  faults.markUnknown(name, reportUnknown(report, verb, name, value));
  if (!isWritable(value)) state.refuse(value);
  if (!isWritable(value) || !isXmlName(name)) return undefined;
  // A name needs no escaping, but its bytes are counted.
  return ` ${escapeText(name, report)}="${escapeAttribute(attributeText(value), report)}`;
}

/** Reports an invalid value. Returns the attribute as written, without the closing quote; `undefined` if it cannot be. */
function writtenInvalid(
  state: RenderState,
  verb: CompiledVerb,
  faults: AttributeFaults,
  attribute: CompiledAttribute,
  value: unknown,
): string | undefined {
  const { report } = state;
  const fault = attributeFault(verb.name, attribute, value);
  if (fault !== undefined) report.add(fault);
  // Despite a warning, the attribute is valid: rules that read several attributes still apply.
  if (fault?.level !== 'warning') faults.markInvalid(attribute.name);
  if (isWritable(value)) return `${attribute.lead}${escapeAttribute(attributeText(value), report)}`;
  state.refuse(value);
  return undefined;
}

/** Runs the rules that the attributes of the tag trigger. Returns true if they found nothing. */
function runAttributesRules(
  state: RenderState,
  verb: CompiledVerb,
  tag: OpenTag,
  given: number,
  parent: ElementScope,
): boolean {
  const context = state.ruleContext.of(tag, undefined, parent);
  let isClean = true;
  for (const { rule, bits } of verb.attributesRules) {
    if (bits !== 0 && (bits & given) === 0) continue;
    if (!context.runRule(rule, state.report)) isClean = false;
  }
  return isClean;
}

/** Parses the attributes of an element that was parsed from text, and checks and writes its opening tag. */
export function writeReadTag(
  state: RenderState,
  verb: CompiledVerb,
  { attributes, children }: ReadNode,
  settled: SettledElement | undefined,
  parent: ElementScope,
): OpenTag {
  const { report } = state;
  const values: Record<string, string | number | boolean> = Object.create(null);
  // All of them first: an unknown attribute may be followed by the one that was meant.
  for (const { name, text } of attributes) {
    const rule = verb.attributes.get(name)?.rule;
    values[name] = rule === undefined ? text : valueOfText(rule, text);
  }
  const faults = new AttributeFaults(values);
  let tag = state.out === '' ? DECLARATION + verb.open : verb.open;
  let given = 0;
  for (const { name, text, source } of attributes) {
    const attribute = verb.attributes.get(name);
    if (attribute === undefined) {
      faults.markUnknown(name, reportUnknown(report, verb, name, text, source));
      tag += ` ${escapeText(name, report)}="${escapeAttribute(text, report)}"`;
      continue;
    }
    const value = values[name] ?? text;
    const fault = attributeFault(verb.name, attribute, value);
    if (fault !== undefined) {
      if (fault.level !== 'warning') faults.markInvalid(name);
      // The hint is about JSX.
      report.add(fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault, source);
    }
    given |= attribute.bit;
    tag += `${attribute.lead}${escapeAttribute(attributeText(value), report)}"`;
  }
  const content = settled === undefined ? children : settled.content;
  const written = new OpenTag(content, values, faults, state.out, `${tag}/>`);
  state.out += content === undefined && verb.mayBeEmpty ? written.emptyEnd : `${tag}>`;
  reportMissing(report, verb, values, faults.names);
  runAttributesRules(state, verb, written, given, parent);
  return written;
}
