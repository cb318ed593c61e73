import { type ElementNode, type ElementProps, isReadNode } from '../../jsx-runtime/element.js';
import { quotedMasking } from '../problems/shown-value.js';
import { trimmed } from '../xml/characters.js';
import { accidentalUrl, urlFault } from './attribute-value.js';
import { type AttributeFaults, writeOpenTag, writeReadTag } from './attributes.js';
import type { CompiledVerb } from './compiled-verb.js';
import { markup, varying } from './document-text.js';
import { Frame } from './frame.js';
import { writeHeldText } from './held-text.js';
import { checkContext, checkCounts, checkPlace } from './nesting.js';
import { ownProps } from './own-props.js';
import { pieceOf } from './piece.js';
import type { Fault } from './report.js';
import type { SettledElement } from './settled.js';
import { Subject } from './subject.js';
import { writeTextChild } from './text-writer.js';
import type { Walk } from './walk.js';

/** Writes one verb with everything inside, checked. */
export function writeVerb(
  walk: Walk,
  verb: CompiledVerb,
  node: ElementNode,
  settled: SettledElement | undefined,
  parent: Frame,
): void {
  const { report, sequence } = walk;
  const around = parent.verb;
  const inDocument = around?.isRoot === true;
  if (verb.isRoot) sequence.restart();
  // The short way of checkPlace, for a verb where it was found to be in its place lately.
  const isFine = around !== undefined && (around === verb.fineIn || around === verb.alsoFineIn);
  if (isFine && (around.counted.length === 0 || parent.countedName === verb.name)) parent.count++;
  else checkPlace(report, verb, parent);
  if (walk.context !== 'call') checkContext(report, verb, walk.context);
  if (inDocument) sequence.begin(verb);
  const frame = new Frame(verb.content, verb.name, verb, undefined);
  const props = ownProps(node.props, walk.isPolluted);
  const faults = writeElement(walk, verb, node, props, settled, frame, parent);
  if (inDocument && verb.answers && sequence.answeredBy === undefined && !hasFault(faults)) {
    sequence.answeredBy = verb.name;
  }
  if (verb.isChecked || (inDocument && verb.isNoted))
    finish(walk, verb, isReadNode(node) && faults !== undefined ? faults.given : props, faults, frame, parent);
  if (verb.isRoot) sequence.finish();
}

/** Whether an attribute is faulty: such a verb may do anything to the call, so it is taken to do nothing. */
const hasFault = (faults: AttributeFaults | undefined): boolean => faults !== undefined && faults.names.size > 0;

/** Checks what only the whole element shows, and notes what it does to the document. */
function finish(
  walk: Walk,
  verb: CompiledVerb,
  props: ElementProps,
  faults: AttributeFaults | undefined,
  frame: Frame,
  parent: Frame,
): void {
  const { report, sequence } = walk;
  if (verb.isCounting) checkCounts(report, verb, frame);
  if (verb.elementRules.length > 0) {
    const subject = new Subject(walk, props, faults, frame, parent);
    for (const rule of verb.elementRules) subject.keeps(rule, report);
  }
  if (parent.verb?.isRoot !== true) return;
  sequence.end(verb, props, faults, frame.given);
  if (verb.lastRules.length > 0) sequence.holdForLast(verb, new Subject(walk, props, faults, frame, parent));
}

/** Writes the tags and what is between them; gives the attributes that have a fault. */
function writeElement(
  walk: Walk,
  verb: CompiledVerb,
  node: ElementNode,
  props: ElementProps,
  settled: SettledElement | undefined,
  frame: Frame,
  parent: Frame,
): AttributeFaults | undefined {
  const { indent } = walk;
  if (parent.content === 'text') writeHeldText(walk, parent);
  // On a line of its own, where white space means nothing: among verbs.
  if (indent !== undefined && (parent.content === 'verbs' || parent.content === 'document')) layOut(walk, indent);
  const faults = isReadNode(node)
    ? writeReadTag(walk, verb, node, frame, parent)
    : writeOpenTag(walk, verb, props, frame, parent);
  const { tagEnd, emptyTag } = walk;
  const content = settled === undefined ? walk.content : settled.content;
  if (content === undefined && verb.mayBeEmpty) {
    markup(walk, emptyTag);
    return faults;
  }
  const before = walk.done;
  const runBefore = walk.run;
  markup(walk, tagEnd);
  const { done, run } = walk;
  if (typeof content === 'string') writeTextChild(walk, content, frame);
  else if (verb.content === 'speech' && Array.isArray(content)) walk.speech(content, frame);
  else if (content !== undefined) {
    if (indent !== undefined && verb.content === 'verbs') walk.indent = `${indent}  `;
    walk.children(content, frame);
    walk.indent = indent;
  }
  if (verb.content === 'text') writeText(walk, verb, frame);
  else if (verb.content === 'speech' && !frame.spoken && !frame.faulty) walk.report.add(noWords(verb.name));
  if (walk.run === run && walk.done === done) {
    walk.done = before;
    walk.run = runBefore;
    markup(walk, emptyTag);
  } else {
    if (indent !== undefined && verb.content === 'verbs') layOut(walk, indent);
    markup(walk, verb.close);
  }
  return faults;
}

function layOut(walk: Walk, indent: string): void {
  markup(walk, pieceOf(indent));
  walk.laidOut += indent.length;
}

/** Speech without a word. */
export const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Leave the element out, or use <Pause> for silence.',
});

/** Writes and checks the text of an element with text content. */
function writeText(walk: Walk, verb: CompiledVerb, frame: Frame): void {
  const { text } = frame;
  if (verb.plainText !== undefined) {
    if (!frame.faulty && verb.plainText.test(text)) {
      varying(walk, text);
      return;
    }
  } else {
    const { known } = verb.texts;
    if (known !== undefined && text !== '' && text === known.text && frame.written === 0) {
      markup(walk, known);
      return;
    }
  }
  const { report } = walk;
  const { bytesBeyondAscii } = report;
  const fault = textFault(frame);
  if (fault !== undefined) report.add(fault, frame.textSource);
  const isPlain = writeHeldText(walk, frame) === text && report.bytesBeyondAscii === bytesBeyondAscii;
  if (isPlain && fault === undefined && !frame.faulty) verb.texts.remember(text);
}

/** The fault of an element's text, or nothing. */
export function textFault({ name, verb, text: raw, faulty }: Frame): Fault | undefined {
  const rule = verb?.text;
  if (rule === undefined || faulty) return undefined;
  const { expected, pattern, type, required = true, hint } = rule;
  const text = trimmed(raw);
  if (text === '') {
    if (!required) return undefined;
    return { code: rule.missing ?? 'attribute.required', message: `<${name}> has no text; expected ${expected}.` };
  }
  const fits = pattern === undefined || pattern.test(text);
  const found = fits && type === 'url' ? urlFault(text) : undefined;
  if (fits && found === undefined) return undefined;
  const what = `The text of <${name}> is ${quotedMasking(text, verb?.secrets ?? [])}`;
  if (found?.kind === 'accident') return accidentalUrl(what, found);
  const code = rule.malformed ?? 'attribute.pattern';
  return { code, message: `${what}; expected ${expected}.`, hint: hint?.(text) ?? found?.hint };
}
