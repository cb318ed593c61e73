import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import { shown } from '../problems/shown-value.js';
import type { ResponseContext } from '../verbs/verb-definition.js';

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
 * @throws BxmlError (`options.context`, `options.rules`)
 */
export function assertOptions({ context, rules }: RenderOptions): void {
  if (context !== undefined && !CONTEXTS.includes(context)) {
    throw BxmlError.of('options.context', `context is ${shown(context)}; allowed: ${CONTEXTS.join(', ')}.`);
  }
  for (const [id, level] of Object.entries(rules ?? {})) {
    if (LEVELS.includes(level)) continue;
    throw BxmlError.of('options.rules', `the rule ${id} is set to ${shown(level)}; allowed: ${LEVELS.join(', ')}.`);
  }
}
