import type { ElementNode, ElementProps, ReadNode } from '../../jsx-runtime/element.js';
import { escapeAttribute, escapeText } from '../xml/characters.js';
import { isXmlName } from '../xml/names.js';
import { AttributeFaults, reportMissing, reportUnknown } from './attribute-faults.js';
import { AFTER_VARYING, AT_START } from './attribute-path.js';
import { attributeFault, attributeText, isWritable, valueOfText } from './check-value.js';
import type { CompiledAttribute } from './compiled-attribute.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';
import type { SettledElement } from './settled.js';
import { writtenValue } from './write-value.js';

/** What an opening tag was written from. */
export class OpenTag {
  /** The children of the element. */
  readonly content: unknown;
  /** The attributes as values, those that broke a rule too. */
  readonly props: ElementProps;
  /** The attributes given, as a set: see `CompiledAttribute.bit`. */
  readonly given: number;
  readonly faults: AttributeFaults | undefined;

  constructor(content: unknown, props: ElementProps, given: number, faults: AttributeFaults | undefined) {
    this.content = content;
    this.props = props;
    this.given = given;
    this.faults = faults;
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
  { props }: ElementNode,
  settled: SettledElement | undefined,
  parent: ElementScope,
): OpenTag {
  const { report } = state;
  const { path } = verb;
  let { out } = state;
  let step = path.start;
  /** What is still to be written of the tag, and its id. */
  let pending = verb.open;
  let id = AT_START;
  let isConstant = true;
  let content: unknown;
  let given = 0;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    const value = props[name];
    if (name === 'children') {
      content = value;
      continue;
    }
    if (value === undefined || value === null || name === 'key') continue;
    const { next } = step;
    const reached = next !== undefined && next.name === name ? next : path.stepTo(step, name);
    if (value === reached.value) {
      step = reached;
      step.hit();
      given |= step.bit;
      if (step.fromId !== id) step.join(pending, id, path.newId());
      pending = step.joined;
      id = step.id;
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
      out += pending + anyway;
    } else {
      step = reached;
      given |= step.bit;
      if (step.leadFromId !== id) step.joinLead(pending, id, attribute.lead);
      out = out + step.lead + text;
      if (step.isTrying && report.count === found) step.remember(value, text);
    }
    pending = '"';
    id = AFTER_VARYING;
  }
  if (settled !== undefined) content = settled.content;
  state.out = out + step.end(pending, id, content === undefined && verb.mayBeEmpty);
  if (verb.requiredBits === undefined || (given & verb.requiredBits) !== verb.requiredBits) {
    reportMissing(report, verb, props, faults?.names);
  }
  const tag = new OpenTag(content, props, given, faults);
  if ((verb.askedAbout & given) !== 0 || verb.asksAlways) {
    const isClean = isConstant && step.cleanId === id;
    if (!isClean && runAttributesRules(state, verb, tag, parent) && isConstant) step.cleanId = id;
  }
  return tag;
}

/** Reports an unknown attribute. Returns it as it is written, if it can be, without the closing quote. */
function writtenUnknown(
  { report }: RenderState,
  verb: CompiledVerb,
  faults: AttributeFaults,
  name: string,
  value: unknown,
): string | undefined {
  faults.markUnknown(name, reportUnknown(report, verb, name, value));
  if (!isWritable(value) || !isXmlName(name)) return undefined;
  // A name needs no escaping, but it may be beyond ASCII.
  return ` ${escapeText(name, report)}="${escapeAttribute(attributeText(value), report)}`;
}

/** Reports a value that broke its rule. Returns the attribute as it is written, if it can be, without the closing quote. */
function writtenInvalid(
  { report }: RenderState,
  verb: CompiledVerb,
  faults: AttributeFaults,
  attribute: CompiledAttribute,
  value: unknown,
): string | undefined {
  const fault = attributeFault(verb.name, attribute, value);
  if (fault !== undefined) report.add(fault);
  faults.markInvalid(attribute.name);
  return isWritable(value) ? `${attribute.lead}${escapeAttribute(attributeText(value), report)}` : undefined;
}

/** Runs the rules over attributes that the tag calls for. Returns true if it keeps all of them, whatever their level. */
function runAttributesRules(state: RenderState, verb: CompiledVerb, tag: OpenTag, parent: ElementScope): boolean {
  const context = state.ruleContext.of(tag, undefined, parent);
  let isClean = true;
  for (const { rule, bits } of verb.attributesRules) {
    if (bits !== 0 && (bits & tag.given) === 0) continue;
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
  let tag = verb.open;
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
      faults.markInvalid(name);
      // How to write it in JSX is of no use here.
      report.add(fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault, source);
    }
    given |= attribute.bit;
    tag += `${attribute.lead}${escapeAttribute(attributeText(value), report)}"`;
  }
  const content = settled === undefined ? children : settled.content;
  state.out += `${tag}${content === undefined && verb.mayBeEmpty ? '/>' : '>'}`;
  reportMissing(report, verb, values, faults.names);
  const written = new OpenTag(content, values, given, faults);
  runAttributesRules(state, verb, written, parent);
  return written;
}
