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

/** The severity of a rule; `off` disables it. */
export type RuleLevel = 'off' | 'warning' | 'error';

/** Options of `render`, `renderAsync`, `validate` and `validateAsync`. */
export interface RenderOptions {
  /**
   * Writes each element on a line of its own, indented, for people and snapshots. The meaning stays the same: text and
   * SSML keep their white space.
   * @default false
   */
  readonly pretty?: boolean | undefined;
  /**
   * What the document responds to: an event of a call, a conference event, or `transferAnswer`. The last two allow fewer
   * verbs.
   * @default 'call'
   */
  readonly context?: ResponseContext | undefined;
  /**
   * Severity of rules by id, for example when Bandwidth has relaxed a limit or added a voice. Rules that keep the document
   * well-formed, and text from becoming markup, cannot be disabled.
   * @example
   * render(menu, { rules: { 'speak.voice': 'warning', 'gather.no-url': 'error' } });
   */
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  /**
   * Throws for warnings too.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /** Called with each warning of a document that is rendered. Without it, warnings are ignored. */
  readonly onWarning?: ((problem: Problem) => void) | undefined;
  /**
   * Aborts `renderAsync` and `validateAsync`: they reject with a `BxmlError` with the code `render.aborted`, and no further
   * component starts.
   */
  readonly signal?: AbortSignalLike | undefined;
}

const CONTEXTS: readonly ResponseContext[] = ['call', 'conference', 'transferAnswer'];
const LEVELS: readonly RuleLevel[] = ['off', 'warning', 'error'];

const isLevel = anyOf(LEVELS);

/** Accepts any rule id, because a program may define verbs with rules of their own. */
const rules: Check = (value) => {
  if (!isRecord(value)) {
    const message = `is ${inspect(value)}; expected an object that maps rule ids to levels`;
    return faultOf(message, "Write rules: { 'speak.voice': 'off' }.");
  }
  for (const [id, level] of Object.entries(value)) {
    const fault = isLevel(level);
    if (fault !== undefined) return faultAt(`[${quoted(id)}]`, fault);
  }
  return undefined;
};

/** The checks of the options that other functions of the library share. */
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

/** Ignores unknown fields. */
const isRenderOptions: Check = (value) =>
  isRecord(value)
    ? checkFields(value, checks)
    : faultOf(`is ${inspect(value)}; expected an object`, 'Omit the argument if there are no options.');

/**
 * Throws for an invalid option.
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
