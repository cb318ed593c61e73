import type { AbortSignalLike } from '../components/resolve.js';
import {
  anyOf,
  anything,
  type Check,
  checkFields,
  checkOptions,
  expects,
  type FieldChecks,
  faultAt,
  faultOf,
  isRecord,
  optionCode,
} from '../problems/check-options.js';
import { inspect, quoted } from '../problems/inspect.js';
import type { Problem } from '../problems/problem.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';

/** What a rule is set to. */
export type RuleLevel = 'off' | 'warning' | 'error';

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

const CONTEXTS: readonly ResponseContext[] = ['call', 'conference', 'transferAnswer'];
const LEVELS: readonly RuleLevel[] = ['off', 'warning', 'error'];

const isLevel = anyOf(LEVELS);

/** Ids are taken as they come: a program may hold verbs with rules of its own. */
const rules: Check = (value) => {
  if (!isRecord(value)) {
    const message = `is ${inspect(value)}; expected an object of levels by the id of the rule`;
    return faultOf(message, "Write rules: { 'speak.voice': 'off' }.");
  }
  for (const [id, level] of Object.entries(value)) {
    const fault = isLevel(level);
    if (fault !== undefined) return faultAt(`[${quoted(id)}]`, fault);
  }
  return undefined;
};

/** The checks of options for documents that other parts of the library have as well. */
export const documentChecks = {
  rules,
  onWarning: expects(
    'a function',
    (value) => typeof value === 'function',
    'Write onWarning: (problem) => console.warn(formatProblem(problem)).',
  ),
};

const fieldChecks: FieldChecks<RenderOptions> = {
  ...documentChecks,
  pretty: anything,
  context: anyOf(CONTEXTS),
  strict: anything,
  signal: expects('an AbortSignal', isSignal, 'Pass the signal of an AbortController, or AbortSignal.timeout(5000).'),
};
const checks = Object.entries(fieldChecks);

/** Fields of other names are ignored. */
const isRenderOptions: Check = (value) =>
  isRecord(value)
    ? checkFields(value, checks)
    : faultOf(`is ${inspect(value)}; expected an object`, 'Leave them out if there are none.');

/**
 * Refuses options of a wrong value.
 *
 * @throws BxmlError (`options.type`, `options.context`, `options.rules`, `options.onWarning`, `options.signal`)
 */
export function assertOptions(options: RenderOptions): void {
  checkOptions(isRenderOptions, options, '', optionCode);
}

function isSignal(value: unknown): value is AbortSignalLike {
  if (!isRecord(value)) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignalLike>;
  return (
    typeof aborted === 'boolean' && typeof addEventListener === 'function' && typeof removeEventListener === 'function'
  );
}
