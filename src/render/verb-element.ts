import type { ElementNode } from '../../jsx-runtime/element.js';
import { quoted } from '../problems/shown-value.js';
import { escapeText, trimmed } from '../xml/characters.js';
import { urlFault } from './attribute-value.js';
import { writeAttributes } from './attributes.js';
import type { CompiledVerb } from './compiled-verb.js';
import { type Frame, newFrame } from './frame.js';
import { checkContext, checkCounts, checkPlace } from './nesting.js';
import { Subject } from './subject.js';
import type { Walk } from './walk.js';

/** The text of one verb with everything inside, checked. */
export function writeVerb(walk: Walk, verb: CompiledVerb, node: ElementNode, content: unknown, parent: Frame): string {
  const { report, sequence } = walk;
  const inDocument = parent.verb?.definition.root === true;
  const isRoot = verb.definition.root === true;
  if (isRoot) sequence.restart();
  checkPlace(report, verb, parent);
  checkContext(report, verb, walk.context);
  if (inDocument) sequence.begin(verb);
  const frame = newFrame(verb.content, verb.name, verb);
  const attributes = writeAttributes(report, verb, node.props);
  const text = writeElement(walk, frame, attributes.text, content, parent);
  const subject = new Subject(walk, attributes, frame, parent);
  checkCounts(report, verb, frame);
  for (const rule of verb.rules) for (const fault of subject.faultsOf(rule)) report.add(fault);
  if (inDocument) sequence.end(verb, subject, node.props);
  if (isRoot) sequence.finish();
  return text;
}

function writeElement(walk: Walk, frame: Frame, attributes: string, content: unknown, parent: Frame): string {
  const { indent } = walk;
  const lead = indent === undefined || (parent.content !== 'verbs' && parent.content !== 'document') ? '' : indent;
  walk.laidOut += lead.length;
  const { name } = frame;
  if (frame.content === 'verbs' && indent !== undefined) walk.indent = `${indent}  `;
  let inner = walk.children(content, frame);
  if (frame.content === 'verbs' && indent !== undefined) {
    walk.indent = indent;
    if (inner !== '') inner += indent;
    walk.laidOut += inner === '' ? 0 : indent.length;
  } else if (frame.content === 'text') {
    checkText(walk, frame);
    inner = escapeText(frame.text, walk.report);
  } else if (frame.content === 'speech' && !frame.spoken && !frame.faulty) {
    walk.report.add({
      code: 'speak.not-blank',
      message: `<${name}> has no words; expected text to speak.`,
      hint: 'Leave the element out, or use <Pause> for silence.',
    });
  }
  return inner === '' ? `${lead}<${name}${attributes}/>` : `${lead}<${name}${attributes}>${inner}</${name}>`;
}

function checkText({ report }: Walk, { name, verb, text: raw, faulty }: Frame): void {
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
  report.add({ code, message: `The text of <${name}> is ${quoted(text)}; expected ${expected}.` });
}
