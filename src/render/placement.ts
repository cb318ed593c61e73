import { quoted, quotedMasking } from '../problems/inspect.js';
import type { Fault, FaultReport } from '../problems/problem.js';
import type { ChildCount, ResponseContext } from '../verbs/define/verb-definition.js';
import { type CompiledVerb, contextRuleId, mayStandIn } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { Report } from './report.js';

/** Returns the problem with text where only elements are allowed. */
export function strayText(scope: ElementScope, text: string): Fault {
  if (scope.content === 'document')
    return notARoot(`The text ${quoted(text)}`, 'Return an element: <Response>…</Response>.');
  return {
    code:
      scope.verb === undefined ? 'speak.ssml-unlisted' : (scope.verb.definition.names?.strayText ?? 'nesting.child'),
    message: `The text ${quotedMasking(text, scope.verb?.secrets ?? [])} is not allowed inside <${scope.name}>; allowed: ${allowedIn(scope)}.`,
    hint: homeOfText(scope.verb),
  };
}

/** Returns a hint at the element that text inside a verb belongs in. */
function homeOfText(verb: CompiledVerb | undefined): string | undefined {
  if (verb === undefined) return undefined;
  if (verb.isRoot) return 'To have it spoken, put it inside <SpeakSentence>.';
  const homes = HOMES_OF_TEXT.filter((name) => Object.hasOwn(verb.definition.children ?? {}, name));
  const [needed, ...others] = verb.content === 'none' ? verb.required : [];
  if (needed !== undefined && others.length === 0) return `Write it as an attribute: ${needed.name}="…".`;
  return homes.length === 0 ? undefined : `Put it inside ${homes.map((name) => `<${name}>`).join(' or ')}.`;
}

/** The elements with text content that only some verbs may contain. */
const HOMES_OF_TEXT = ['SpeakSentence', 'PhoneNumber', 'SipUri', 'Endpoint'];

/** Returns the problem with a document that is not a single root element. */
export function notARoot(what: string, hint = 'Wrap it in <Response>…</Response>.'): Fault {
  return {
    code: 'root.single',
    message: `${what} is not a document; a document is one <Response> (or <Bxml>) that contains all verbs.`,
    hint,
    locked: true,
  };
}

/** Reports a verb that its parent does not allow; counts it otherwise. */
export function checkPlace(report: Report, verb: CompiledVerb, scope: ElementScope): void {
  const fault = placeFault(verb, scope);
  if (fault !== undefined) {
    scope.faulty = true;
    report.add(fault);
    return;
  }
  scope.count++;
  countByName(scope.counts, verb.name);
}

/** Counts a child of that name. */
export function countByName(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Returns why a verb is not allowed in a place, or `undefined` if it is allowed. */
export function placeFault(verb: CompiledVerb, scope: ElementScope): Fault | undefined {
  const { name, definition, isRoot } = verb;
  if (scope.content === 'document') {
    if (!isRoot) return notARoot(`<${name}>`);
    return scope.count === 0 ? undefined : notARoot(`A second root, <${name}>,`, 'Put everything into one root.');
  }
  if (scope.content === 'unknown') return isRoot ? rootInside(verb, scope) : undefined;
  if (scope.content === 'speech' || scope.verb === undefined) {
    return {
      code: 'speak.ssml',
      message: `<${name}> is not allowed inside speech (<${scope.name}>); allowed: text and SSML elements.`,
      hint: `Close the speech before <${name}>.`,
      locked: true,
    };
  }
  if (mayStandIn(verb, scope.verb)) return undefined;
  return {
    code: definition.names?.parent ?? scope.verb.definition.names?.child ?? 'nesting.child',
    message: `<${name}> is not allowed inside <${scope.name}>; allowed: ${allowedIn(scope)}.`,
    hint: belongs(verb),
  };
}

function rootInside(verb: CompiledVerb, { name }: ElementScope): Fault {
  const message = `<${verb.name}> is not allowed inside <${name}>.`;
  return { code: 'nesting.child', message, hint: belongs(verb), locked: true };
}

function allowedIn({ content, verb }: ElementScope): string {
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
    what: 'a response to a conference event',
    allowed: 'PlayAudio, SpeakSentence, StartRecording, StopRecording, PauseRecording, ResumeRecording',
  },
  transferAnswer: {
    what: 'a response to transferAnswer',
    allowed: 'verbs for the called party alone, not Bridge, Conference, Forward or Transfer',
  },
};

/** Reports a verb that is not allowed in this kind of response. */
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
          message: `Bandwidth's documentation does not say whether <${verb.name}> is allowed in ${what}.`,
        },
  );
}

/** The number of children of an element: of all, and of those with each name if that is limited. */
export interface WrittenChildren {
  readonly count: number;
  readonly counts: ReadonlyMap<string, number> | undefined;
}

/** Reports too few or too many children. */
export function checkCounts(report: FaultReport, verb: CompiledVerb, { count: total, counts }: WrittenChildren): void {
  const { childTotal } = verb.definition;
  for (const [child, bounds] of verb.counted) {
    const count = counts?.get(child) ?? 0;
    if (!isWithin(bounds, count)) report.add(wrongCount(verb.name, bounds, count, [child]));
  }
  if (childTotal === undefined || isWithin(childTotal, total)) return;
  report.add(wrongCount(verb.name, childTotal, total, Object.keys(verb.definition.children ?? {})));
}

function isWithin({ min = 0, max = Number.POSITIVE_INFINITY }: ChildCount, count: number): boolean {
  return count >= min && count <= max;
}

/** Returns the problem with too few or too many children. */
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
    message: `<${name}> has ${count} ${tags.join(' and ') || 'children'}; allowed: ${allowed}.`,
    hint: count < min ? `Add ${tags.join(' or ')} inside <${name}>.` : undefined,
  };
}
