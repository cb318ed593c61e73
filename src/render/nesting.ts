import { quoted, quotedMasking } from '../problems/shown-value.js';
import type { ChildCount, ResponseContext } from '../verbs/verb-definition.js';
import { type CompiledVerb, contextRuleId, mayStandIn } from './compiled-verb.js';
import type { Frame } from './frame.js';
import type { Fault, FaultReport, Report } from './report.js';

/** Text in a place for elements. */
export function strayText(frame: Frame, text: string): Fault {
  if (frame.content === 'document')
    return notARoot(`The text ${quoted(text)}`, 'Return an element: <Response>…</Response>.');
  return {
    code:
      frame.verb === undefined ? 'speak.ssml-unlisted' : (frame.verb.definition.names?.strayText ?? 'nesting.child'),
    message: `The text ${quotedMasking(text, frame.verb?.secrets ?? [])} is not allowed inside <${frame.name}>; allowed: ${allowedIn(frame)}.`,
    hint: homeOfText(frame.verb),
  };
}

/** Where text goes that stands directly inside a verb. */
function homeOfText(verb: CompiledVerb | undefined): string | undefined {
  if (verb === undefined) return undefined;
  if (verb.isRoot) return 'To have it spoken, put it inside <SpeakSentence>.';
  const homes = HOMES_OF_TEXT.filter((name) => Object.hasOwn(verb.definition.children ?? {}, name));
  return homes.length === 0 ? undefined : `Put it inside ${homes.map((name) => `<${name}>`).join(' or ')}.`;
}

/** The elements made for text, among those that only some verbs hold. */
const HOMES_OF_TEXT = ['SpeakSentence', 'PhoneNumber', 'SipUri', 'Endpoint'];

/** Something other than a root in the place of the root. */
export function notARoot(what: string, hint = 'Wrap it in <Response>…</Response>.'): Fault {
  return {
    code: 'root.single',
    message: `${what} is no document; a document is one <Response> (or <Bxml>) with everything inside.`,
    hint,
    locked: true,
  };
}

/** Reports a verb in the wrong place, and counts it in the right one. */
export function checkPlace(report: Report, verb: CompiledVerb, frame: Frame): void {
  const around = frame.verb;
  if (around === undefined || (around !== verb.fineIn && around !== verb.alsoFineIn)) {
    const fault = placeFault(verb, frame);
    if (fault !== undefined) {
      frame.faulty = true;
      report.add(fault);
      return;
    }
    verb.alsoFineIn = verb.fineIn;
    verb.fineIn = around;
  }
  frame.count++;
  if (around === undefined || around.counted.length === 0) return;
  countByName(frame, verb.name);
}

/** Most elements have children of one name, for which one number is enough. */
function countByName(frame: Frame, name: string): void {
  if (frame.counts === undefined) {
    if (frame.count === 1) frame.countedName = name;
    if (frame.countedName === name) return;
    frame.counts = new Map([[frame.countedName ?? '', frame.count - 1]]);
    frame.countedName = undefined;
  }
  frame.counts.set(name, (frame.counts.get(name) ?? 0) + 1);
}

function countOf({ counts, countedName, count }: Frame, name: string): number {
  return counts?.get(name) ?? (countedName === name ? count : 0);
}

/** Why a verb may not stand in a place, or nothing. */
export function placeFault(verb: CompiledVerb, frame: Frame): Fault | undefined {
  const { name, definition } = verb;
  if (frame.content === 'document') {
    if (definition.root !== true) return notARoot(`<${name}>`);
    return frame.count === 0 ? undefined : notARoot(`A second root, <${name}>,`, 'Put everything into one root.');
  }
  if (frame.content === 'unknown') return definition.root === true ? rootInside(verb, frame) : undefined;
  if (frame.content === 'speech' || frame.verb === undefined) {
    return {
      code: 'speak.ssml',
      message: `<${name}> is not allowed inside speech (<${frame.name}>); allowed: text and SSML elements.`,
      hint: `Close the speech before <${name}>.`,
      locked: true,
    };
  }
  if (mayStandIn(verb, frame.verb)) return undefined;
  return {
    code: definition.names?.parent ?? frame.verb.definition.names?.child ?? 'nesting.child',
    message: `<${name}> is not allowed inside <${frame.name}>; allowed: ${allowedIn(frame)}.`,
    hint: belongs(verb),
  };
}

function rootInside(verb: CompiledVerb, { name }: Frame): Fault {
  const message = `<${verb.name}> is not allowed inside <${name}>.`;
  return { code: 'nesting.child', message, hint: belongs(verb), locked: true };
}

function allowedIn({ content, verb }: Frame): string {
  if (content === 'text') return 'text';
  if (content === 'none' || verb === undefined) return 'nothing';
  const names = Object.keys(verb.definition.children ?? {});
  return names.length === 0 ? 'verbs' : names.join(', ');
}

function belongs({ name, parents }: CompiledVerb): string | undefined {
  if (parents.length === 0) return `<${name}> can only be the root.`;
  return `<${name}> belongs inside ${parents.map((parent) => `<${parent}>`).join(' or ')}.`;
}

const CONTEXTS: Record<Exclude<ResponseContext, 'call'>, { readonly what: string; readonly allowed: string }> = {
  conference: {
    what: 'the answer to a conference event',
    allowed: 'PlayAudio, SpeakSentence, StartRecording, StopRecording, PauseRecording, ResumeRecording',
  },
  transferAnswer: {
    what: 'the answer to transferAnswer',
    allowed: 'verbs for the called party alone, not Bridge, Conference, Forward or Transfer',
  },
};

/** Reports a verb that the kind of answer does not allow. */
export function checkContext(report: FaultReport, verb: CompiledVerb, context: ResponseContext): void {
  if (context === 'call') return;
  const standing = verb.definition.contexts?.[context];
  if (standing === undefined) return;
  const { what, allowed } = CONTEXTS[context];
  report.add(
    standing === false
      ? {
          code: contextRuleId(verb.idPrefix, context),
          message: `<${verb.name}> is not allowed in ${what}; allowed: ${allowed}.`,
        }
      : {
          code: `${context}.unlisted`,
          level: 'warning',
          message: `<${verb.name}> in ${what} is neither allowed nor forbidden by Bandwidth's documentation.`,
        },
  );
}

/** Reports too few or too many children. */
export function checkCounts(report: Report, verb: CompiledVerb, frame: Frame): void {
  if (frame.faulty) return;
  const { childTotal } = verb.definition;
  for (const [child, bounds] of verb.counted) {
    const count = countOf(frame, child);
    if (!isWithin(bounds, count)) report.add(wrongCount(verb.name, bounds, count, [child]));
  }
  if (childTotal === undefined || isWithin(childTotal, frame.count)) return;
  report.add(wrongCount(verb.name, childTotal, frame.count, Object.keys(verb.definition.children ?? {})));
}

function isWithin({ min = 0, max = Number.POSITIVE_INFINITY }: ChildCount, count: number): boolean {
  return count >= min && count <= max;
}

/** Another number of children than is allowed. */
export function wrongCount(
  name: string,
  { min = 0, max, rule }: ChildCount,
  count: number,
  children: readonly string[],
): Fault {
  const allowed = max === undefined ? `at least ${min}` : min === max ? `exactly ${min}` : `${min} to ${max}`;
  const tags = children.map((child) => `<${child}>`);
  return {
    code: rule ?? 'nesting.child',
    message: `<${name}> holds ${count} ${tags.join(' and ') || 'children'}; allowed: ${allowed}.`,
    hint: count < min ? `Add ${tags.join(' or ')} inside <${name}>.` : undefined,
  };
}
