import { type ElementNode, isReadNode } from '../../jsx-runtime/element.js';
import { quoted } from '../problems/shown-value.js';
import { escapeText, trimmed } from '../xml/characters.js';
import { urlFault } from './attribute-value.js';
import { type OpenTag, writeOpenTag, writeReadTag } from './attributes.js';
import type { CompiledVerb } from './compiled-verb.js';
import { type Frame, newFrame } from './frame.js';
import { checkContext, checkCounts, checkPlace } from './nesting.js';
import type { Fault } from './report.js';
import { Subject } from './subject.js';
import type { Walk } from './walk.js';

/** The text of one verb with everything inside, checked. */
export function writeVerb(walk: Walk, verb: CompiledVerb, node: ElementNode, content: unknown, parent: Frame): string {
  const { report, sequence } = walk;
  const inDocument = parent.verb?.isRoot === true;
  if (verb.isRoot) sequence.restart();
  checkPlace(report, verb, parent);
  if (walk.context !== 'call') checkContext(report, verb, walk.context);
  if (inDocument) sequence.begin(verb);
  const tag = isReadNode(node) ? writeReadTag(report, verb, node) : writeOpenTag(report, verb, node.props);
  const frame = newFrame(verb.content, verb.name, verb);
  const text = writeElement(walk, verb, tag.text, content, frame, parent);
  checkCounts(report, verb, frame);
  checkRules(walk, verb, tag, frame, parent);
  if (inDocument) sequence.end(verb, tag, isReadNode(node) ? tag.sound : node.props);
  if (inDocument && verb.lastRules.length > 0) sequence.holdForLast(verb, new Subject(walk, tag, frame, parent));
  if (verb.isRoot) sequence.finish();
  return text;
}

function checkRules(walk: Walk, verb: CompiledVerb, tag: OpenTag, frame: Frame, parent: Frame): void {
  let subject: Subject | undefined;
  // A tag that comes back in the same words keeps the rules over attributes as it did before.
  if (tag.end === undefined || tag.end.clean !== tag.text) {
    let clean = true;
    for (const { rule, bits } of verb.attributesRules) {
      if (bits !== 0 && (bits & tag.bits) === 0) continue;
      subject ??= new Subject(walk, tag, frame, parent);
      if (!subject.keeps(rule, walk.report)) clean = false;
    }
    if (tag.end !== undefined && clean) tag.end.clean = tag.text;
  }
  if (verb.elementRules.length === 0) return;
  subject ??= new Subject(walk, tag, frame, parent);
  for (const rule of verb.elementRules) subject.keeps(rule, walk.report);
}

function writeElement(
  walk: Walk,
  verb: CompiledVerb,
  tag: string,
  content: unknown,
  frame: Frame,
  parent: Frame,
): string {
  const { indent } = walk;
  let inner = '';
  if (content !== undefined) {
    if (verb.content === 'verbs' && indent !== undefined) walk.indent = `${indent}  `;
    inner = walk.children(content, frame);
    walk.indent = indent;
  }
  if (verb.content === 'text') {
    checkText(walk, frame);
    inner = escapeText(frame.text, walk.report);
  } else if (verb.content === 'speech' && !frame.spoken && !frame.faulty) walk.report.add(noWords(verb.name));
  // biome-ignore lint/style/useTemplate: a template turns each part into text first, which costs as much again.
  if (indent === undefined) return inner === '' ? tag + '/>' : tag + '>' + inner + verb.close;
  return laidOut(walk, indent, verb, tag, inner, parent);
}

/** The element on a line of its own, where white space means nothing: among verbs. */
function laidOut(walk: Walk, indent: string, verb: CompiledVerb, tag: string, inner: string, parent: Frame): string {
  const lead = parent.content === 'verbs' || parent.content === 'document' ? indent : '';
  const tail = inner !== '' && verb.content === 'verbs' ? indent : '';
  walk.laidOut += lead.length + tail.length;
  return inner === '' ? `${lead}${tag}/>` : `${lead}${tag}>${inner}${tail}${verb.close}`;
}

const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Leave the element out, or use <Pause> for silence.',
});

function checkText({ report }: Walk, { name, verb, text: raw, textSource, faulty }: Frame): void {
  const rule = verb?.definition.text;
  if (rule === undefined || faulty) return;
  const { expected, pattern, type, required = true } = rule;
  const text = trimmed(raw);
  if (text === '') {
    if (!required) return;
    const code = rule.missing ?? 'attribute.required';
    report.add({ code, message: `<${name}> has no text; expected ${expected}.` });
    return;
  }
  if ((pattern === undefined || pattern.test(text)) && (type !== 'url' || urlFault(text) === undefined)) return;
  const code = rule.malformed ?? 'attribute.pattern';
  report.add({ code, message: `The text of <${name}> is ${quoted(text)}; expected ${expected}.` }, textSource);
}
