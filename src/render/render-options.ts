import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import { quoted, shown } from '../problems/shown-value.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';

/** What a rule is set to. */
export type RuleLevel = 'off' | 'warning' | 'error';

/** As much of an `AbortSignal` as is needed here; named so that the types need neither the DOM's nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Options of `render`, `renderAsync`, `validate` and `validateAsync`. */
export interface RenderOptions {
  /**
   * Lays the document out for people and snapshots: a line and an indent an element. Never changes the meaning, since
   * text and SSML keep their white space.
   * @default false
   */
  readonly pretty?: boolean | undefined;
  /**
   * What the document answers: a call, a conference event, or the called party of a transfer before the legs are
   * joined. The last two allow fewer verbs.
   * @default 'call'
   */
  readonly context?: ResponseContext | undefined;
  /**
   * Severity of single rules by id, for the day that Bandwidth relaxes a limit or adds a voice. What keeps a document
   * well-formed, and text from becoming markup, cannot be switched off.
   * @example
   * render(menu, { rules: { 'speak.voice': 'warning', 'gather.no-url': 'error' } });
   */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /**
   * Warnings make `render` throw too.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /** Told each warning of a document that renders. */
  readonly onWarning?: ((problem: Problem) => void) | undefined;
  /** Makes `renderAsync` and `validateAsync` give up: they reject with a `BxmlError` of code `render.aborted`. */
  readonly signal?: AbortSignalLike | undefined;
}

const CONTEXTS: readonly string[] = ['call', 'conference', 'transferAnswer'] satisfies ResponseContext[];
const LEVELS: readonly string[] = ['off', 'warning', 'error'] satisfies RuleLevel[];

/**
 * Refuses options of a wrong value. Ids of rules are taken as they come: a program may hold verbs with rules of its own.
 *
 * @throws BxmlError (`options.type`, `options.context`, `options.rules`, `options.onWarning`, `options.signal`)
 */
export function assertOptions(options: RenderOptions): void {
  if (!isRecord(options)) {
    throw BxmlError.of('options.type', `The options are ${shown(options)}; expected an object.`, {
      hint: 'Leave them out where there are none.',
    });
  }
  const { context, rules, onWarning, signal } = options;
  if (context !== undefined && !CONTEXTS.includes(context)) {
    throw BxmlError.of('options.context', `context is ${shown(context)}; allowed: ${CONTEXTS.join(', ')}.`);
  }
  if (rules !== undefined) assertRules(rules);
  if (onWarning !== undefined && typeof onWarning !== 'function') {
    throw BxmlError.of('options.onWarning', `onWarning is ${shown(onWarning)}; expected a function.`, {
      hint: 'Write onWarning: (problem) => console.warn(formatProblem(problem)).',
    });
  }
  if (signal !== undefined && !isSignal(signal)) {
    throw BxmlError.of('options.signal', `signal is ${shown(signal)}; expected an AbortSignal.`, {
      hint: 'Pass the signal of an AbortController, or AbortSignal.timeout(5000).',
    });
  }
}

function assertRules(rules: unknown): void {
  if (!isRecord(rules)) {
    throw BxmlError.of(
      'options.rules',
      `rules is ${shown(rules)}; expected an object of levels by the id of the rule.`,
      {
        hint: "Write rules: { 'speak.voice': 'off' }.",
      },
    );
  }
  for (const [id, level] of Object.entries(rules)) {
    if (typeof level === 'string' && LEVELS.includes(level)) continue;
    throw BxmlError.of(
      'options.rules',
      `The rule ${quoted(id)} is set to ${shown(level)}; allowed: ${LEVELS.join(', ')}.`,
    );
  }
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isSignal(value: unknown): value is AbortSignalLike {
  if (!isRecord(value)) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignalLike>;
  return (
    typeof aborted === 'boolean' && typeof addEventListener === 'function' && typeof removeEventListener === 'function'
  );
}
