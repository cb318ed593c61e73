import type { ElementProps, ReadAttribute } from '../../jsx-runtime/element.js';
import { escapeAttribute, escapeText } from '../xml/characters.js';
import { isXmlName } from '../xml/names.js';
import { AttributeFaults, reportMissing, reportUnknown } from './attribute-faults.js';
import { AFTER_VARYING, AT_START } from './attribute-path.js';
import { attributeFault, attributeText, isWritable, valueOfText } from './check-value.js';
import type { CompiledAttribute } from './compiled-attribute.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';
import { writtenValue } from './write-value.js';

/**
 * Checks the attributes of a verb and writes its opening tag, with the attributes in the order given.
 * `attribute-path.ts` explains how constant tags are found again.
 */
export function writeOpenTag(
  state: RenderState,
  verb: CompiledVerb,
  props: ElementProps,
  isEmpty: boolean,
  parent: ElementScope,
): AttributeFaults | undefined {
  const { report } = state;
  const { path } = verb;
  let { out } = state;
  let step = path.start;
  /** What is still to be written of the tag, and its id. */
  let pending = verb.open;
  let id = AT_START;
  let isConstant = true;
  let given = 0;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    if (name === 'children' || name === 'key') continue;
    const value = props[name];
    if (value === undefined || value === null) continue;
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
  state.out = out + step.end(pending, id, isEmpty);
  if (verb.requiredBits === undefined || (given & verb.requiredBits) !== verb.requiredBits) {
    reportMissing(report, verb, props, faults?.names);
  }
  if ((verb.askedAbout & given) === 0 && !verb.asksAlways) return faults;
  // A constant tag keeps the rules over attributes as it did the last time.
  if (isConstant && step.cleanId === id) return faults;
  if (runAttributesRules(state, verb, props, faults, given, parent) && isConstant) step.cleanId = id;
  return faults;
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
  props: ElementProps,
  faults: AttributeFaults | undefined,
  given: number,
  parent: ElementScope,
): boolean {
  const context = state.ruleContext.of(props, faults, undefined, parent);
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
  attributes: readonly ReadAttribute[],
  isEmpty: boolean,
  parent: ElementScope,
): AttributeFaults {
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
      if (fault.level !== 'warning') faults.markInvalid(name);
      // How to write it in JSX is of no use here.
      report.add(fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault, source);
    }
    given |= attribute.bit;
    tag += `${attribute.lead}${escapeAttribute(attributeText(value), report)}"`;
  }
  state.out += `${tag}${isEmpty ? '/>' : '>'}`;
  reportMissing(report, verb, values, faults.names);
  runAttributesRules(state, verb, values, faults, given, parent);
  return faults;
}
