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

/** An opening tag that was written, and what it was written from. */
export class OpenTag implements CheckedAttributes {
  /** The children of the element. */
  readonly content: unknown;
  readonly props: ElementProps;
  readonly faults: AttributeFaults | undefined;
  /** The document without the end of the tag, and that end for an element that turns out to hold nothing. */
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

  /** True if an attribute broke a rule of its own. */
  get isFaulty(): boolean {
    return this.faults !== undefined && this.faults.names.size > 0;
  }
}

/**
 * Checks the attributes of a verb and writes its opening tag, with the attributes in the order given.
 * `attribute-path.ts` explains how constant tags are found again.
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
  /** What is still to be written of the tag. */
  let tail = out === '' ? verb.documentStart : path.tagStart;
  let isConstant = true;
  let own = props;
  let content: unknown;
  let given = 0;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    // Performance: written so, the engine knows the answer as long as it goes through the names of the object itself.
    // biome-ignore lint/suspicious/noPrototypeBuiltins: see above.
    if (!Object.prototype.hasOwnProperty.call(props, name)) {
      own = ownProps(props, true);
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
  // A constant tag breaks no more rules over attributes than it did the last time.
  if (isConstant && tail.isClean) return tag;
  if (runAttributesRules(state, verb, tag, given, parent) && isConstant) tail.isClean = true;
  return tag;
}

/** Reports an unknown attribute. Returns it as it is written, if it can be, without the closing quote. */
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
  // A name needs no escaping, but it may be beyond ASCII.
  return ` ${escapeText(name, report)}="${escapeAttribute(attributeText(value), report)}`;
}

/** Reports a value that broke its rule. Returns the attribute as it is written, if it can be, without the closing quote. */
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
  // A warning does not count against the attribute: rules over several attributes still look at it.
  if (fault?.level !== 'warning') faults.markInvalid(attribute.name);
  if (isWritable(value)) return `${attribute.lead}${escapeAttribute(attributeText(value), report)}`;
  state.refuse(value);
  return undefined;
}

/** Runs the rules over attributes that the tag calls for. Returns true if it keeps all of them, whatever their level. */
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

/** Writes the opening tag of an element that was read from text. Its attributes become values first. */
export function writeReadTag(
  state: RenderState,
  verb: CompiledVerb,
  { attributes, children }: ReadNode,
  settled: SettledElement | undefined,
  parent: ElementScope,
): OpenTag {
  const { report } = state;
  const values: Record<string, string | number | boolean> = Object.create(null);
  // All of them first: what an unknown one was meant for may come after it.
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
      // How to write it in JSX is of no use here.
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
