import type { BrandedComponent } from '../components/component.js';
import { SettledElement } from '../components/resolve.js';
import {
  COMPONENT_KIND,
  ElementNode,
  type ElementProps,
  hasAttribute,
  isElementNode,
  isReadNode,
} from '../jsx/element.js';
import type { TagText } from '../values/attribute-path.js';
import type { CompiledAttribute } from '../values/compiled-attribute.js';
import { writtenValue } from '../values/write-value.js';
import { isWhiteSpace } from '../xml/characters.js';
import { type CompiledVerb, compiledVerb, mayStandIn } from './compiled-verb.js';
import { MAX_DOCUMENT_BYTES } from './document-rules.js';
import { type FirstPass, stop } from './first-pass.js';
import { writeSpoken, writtenText } from './first-text.js';
import { checkContext, checkCounts, countByName, type WrittenChildren } from './placement.js';

/** Returns the document, or `undefined` if it may have a problem. */
export function writeDocument(pass: FirstPass, node: unknown): string | undefined {
  try {
    const out = writeVerbs(pass, node, undefined, '', 0);
    return pass.count === 1 && out.length + pass.extraBytes <= MAX_DOCUMENT_BYTES ? out : undefined;
  } catch {
    // The walk reports what components, getters and rules throw.
    return undefined;
  }
}

/** Writes children of a verb, or of the document. */
function writeVerbs(
  pass: FirstPass,
  value: unknown,
  parent: CompiledVerb | undefined,
  out: string,
  depth: number,
): string {
  if (value instanceof ElementNode) return writeElement(pass, value, parent, out, depth);
  switch (typeof value) {
    case 'boolean':
    case 'undefined':
      return out;
    case 'string':
      return value.length < 100 && isWhiteSpace(value) ? out : stop();
    case 'object':
      if (value === null) return out;
      if (Array.isArray(value)) return writeList(pass, value, parent, out, depth + 1);
      if (value instanceof SettledElement || isElementNode(value)) return writeElement(pass, value, parent, out, depth);
  }
  return stop();
}

function writeList(
  pass: FirstPass,
  values: readonly unknown[],
  parent: CompiledVerb | undefined,
  before: string,
  depth: number,
): string {
  pass.enter(depth, before);
  let out = before;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    pass.item();
    out =
      value instanceof ElementNode
        ? writeElement(pass, value, parent, out, depth)
        : writeVerbs(pass, value, parent, out, depth);
  }
  return out;
}

function writeElement(
  pass: FirstPass,
  given: ElementNode | SettledElement,
  parent: CompiledVerb | undefined,
  out: string,
  depth: number,
): string {
  pass.enter(depth, out);
  const settled = given instanceof SettledElement ? given : undefined;
  const node = given instanceof SettledElement ? given.node : given;
  const { type } = node;
  if (typeof type !== 'function') return stop();
  const kind = (type as BrandedComponent)[COMPONENT_KIND];
  const verb = kind === undefined ? undefined : compiledVerb(kind);
  if (verb === undefined) {
    const { provided } = pass;
    const written = writeVerbs(pass, pass.contentOf(kind, node, settled), parent, out, depth + 1);
    pass.provided = provided;
    return written;
  }
  if (parent === undefined || verb.placedIn !== parent) checkPlace(verb, parent);
  if (isReadNode(node)) stop();
  if (pass.context !== 'call') checkContext(pass, verb, pass.context);
  pass.count++;
  if (pass.counts !== undefined) countByName(pass.counts, verb.name);
  if (parent?.isRoot !== true) return writeVerb(pass, verb, node, settled, out, depth);
  pass.begin(verb);
  const written = writeVerb(pass, verb, node, settled, out, depth);
  if (verb.answers || verb.isNoted) pass.end(verb, node.props);
  return written;
}

/** Stops at a verb that its parent does not allow. */
function checkPlace(verb: CompiledVerb, parent: CompiledVerb | undefined): void {
  if (parent === undefined) {
    if (!verb.isRoot) stop();
    return;
  }
  if (!mayStandIn(verb, parent)) stop();
  verb.placedIn = parent;
}

/**
 * Checks the attributes of a verb, and writes it. Attributes keep their order. `attribute-path.ts` explains how constant
 * tags are found again.
 */
function writeVerb(
  pass: FirstPass,
  verb: CompiledVerb,
  { props }: ElementNode,
  settled: SettledElement | undefined,
  before: string,
  depth: number,
): string {
  const { path } = verb;
  let out = before;
  let step = path.start;
  /** The part of the tag that is not written yet. */
  let tail = out === '' ? verb.documentStart : path.tagStart;
  let isConstant = true;
  let content: unknown;
  let given = 0;
  for (const name in props) {
    // Performance: V8 skips this call, in this form, while the loop is at the object's own properties.
    // biome-ignore lint/suspicious/noPrototypeBuiltins: see above.
    if (!Object.prototype.hasOwnProperty.call(props, name)) stop();
    const value = props[name];
    if (name === 'children') {
      content = value;
      continue;
    }
    if (value === undefined || value === null || name === 'key') continue;
    const { next } = step;
    step = next !== undefined && next.name === name ? next : path.stepTo(step, name);
    given |= step.bit;
    const last = tail.next;
    const known = last !== undefined && last.step === step && last.value === value ? last : tail.with(step, value);
    if (known !== undefined) {
      tail = known;
      continue;
    }
    isConstant = false;
    const { attribute } = step;
    const text = attribute === undefined ? undefined : writtenValue(attribute, value, pass);
    if (attribute === undefined || text === undefined) return stop();
    out = out + tail.leadTo(step, attribute) + text;
    tail.keep(step, attribute, value, text);
    tail = step.afterVarying;
  }
  if ((given & (verb.requiredBits ?? 0)) !== verb.requiredBits && lacksRequired(verb, props)) stop();
  if ((verb.askedAbout & given) !== 0 || verb.asksAlways) {
    // The rules that read attributes only found nothing in the same tag before.
    if (!isConstant || !tail.isClean) tail.isClean = asksNothing(pass, verb, props, given) && isConstant;
  }
  if (settled !== undefined) content = settled.content;
  return writeContent(pass, verb, props, content, out, tail, depth);
}

function lacksRequired({ required }: CompiledVerb, props: ElementProps): boolean {
  return !required.every(({ name }) => hasAttribute(props, name));
}

/** Runs the rules that the attributes of a tag trigger. Returns true if they found nothing. */
function asksNothing(pass: FirstPass, verb: CompiledVerb, props: ElementProps, given: number): boolean {
  const context = pass.ruleContext.of(props, undefined, '', 0, pass);
  let isClean = true;
  for (const { rule, bits } of verb.attributesRules) {
    if ((bits === 0 || (bits & given) !== 0) && !context.runRule(rule, pass)) isClean = false;
  }
  return isClean;
}

const NO_CHILDREN: WrittenChildren = { count: 0, counts: undefined };

/** Writes the end of an opening tag, the content and the end tag. */
function writeContent(
  pass: FirstPass,
  verb: CompiledVerb,
  props: ElementProps,
  content: unknown,
  before: string,
  tag: TagText<CompiledAttribute>,
  depth: number,
): string {
  if (content === undefined && verb.mayBeEmpty) {
    if (verb.isChecked) checkElement(pass, verb, props, '', NO_CHILDREN);
    return before + tag.emptyEnd;
  }
  if (verb.content === 'speech') {
    const out = writeSpoken(pass, content, before + tag.end, depth) + verb.close;
    if (verb.isChecked) checkElement(pass, verb, props, '', NO_CHILDREN);
    return out;
  }
  if (verb.content === 'text') {
    const written = writtenText(pass, verb, content, depth);
    if (verb.isChecked) checkElement(pass, verb, props, pass.text, NO_CHILDREN);
    return written === '' ? before + tag.emptyEnd : before + tag.end + written + verb.close;
  }
  return writeChildren(pass, verb, props, content, before, tag, depth);
}

function writeChildren(
  pass: FirstPass,
  verb: CompiledVerb,
  props: ElementProps,
  content: unknown,
  before: string,
  tag: TagText<CompiledAttribute>,
  depth: number,
): string {
  const { name, count, counts, keys } = pass;
  pass.name = verb.name;
  pass.count = 0;
  pass.counts = verb.counted.length === 0 ? undefined : new Map();
  pass.keys = undefined;
  const start = before + tag.end;
  const out = Array.isArray(content)
    ? writeList(pass, content, verb, start, depth + 1)
    : writeVerbs(pass, content, verb, start, depth + 1);
  const written: WrittenChildren = { count: pass.count, counts: pass.counts };
  pass.name = name;
  pass.count = count;
  pass.counts = counts;
  pass.keys = keys;
  if (verb.isChecked) checkElement(pass, verb, props, '', written);
  if (verb.isRoot) pass.finish();
  return out.length === start.length ? before + tag.emptyEnd : out + verb.close;
}

/** Checks the number of children, and runs the rules that apply to the whole element. */
function checkElement(
  pass: FirstPass,
  verb: CompiledVerb,
  props: ElementProps,
  text: string,
  children: WrittenChildren,
): void {
  checkCounts(pass, verb, children);
  if (verb.elementRules.length === 0) return;
  const context = pass.ruleContext.of(props, undefined, text, children.count, pass);
  for (const rule of verb.elementRules) context.runRule(rule, pass);
}
