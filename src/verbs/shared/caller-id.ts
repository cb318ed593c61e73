// What the called party sees of the caller: a number, and a name beside it.
import { quoted } from '../../problems/inspect.js';
import type { VerbRule } from '../define/verb-definition.js';
import { e164 } from './attributes.js';
import { callerIdHint } from './dial-hints.js';

/** Words that stand for a hidden number. */
const PRIVACY_WORDS = ['Restricted', 'Anonymous', 'Private', 'Unavailable'];

const callerIdForm = `${e164.source}|^(?:${PRIVACY_WORDS.join('|')})$`;
const expected = `an E.164 number such as +15551234567, or the older way one of ${PRIVACY_WORDS.join(', ')}`;

/** A caller id: an E.164 number. A privacy word in its place is the older way; {@link privacyWordAsCallerId} warns. */
export const callerId = { type: 'string', pattern: new RegExp(callerIdForm), expected, hint: callerIdHint } as const;

/** A {@link callerId} that may be empty. */
export const callerIdOrEmpty = {
  type: 'string',
  pattern: new RegExp(`${callerIdForm}|^$`),
  expected,
  hint: callerIdHint,
} as const;

/**
 * The name shown beside the number. The pattern names only the control characters that XML allows: any other one is
 * `text.illegal` already.
 */
export const displayName = (rule: string) =>
  ({
    type: 'string',
    maxLength: 256,
    pattern: /^[^\t\n\r\x7f-\x9f]*$/,
    expected: 'text without control characters',
    rule,
  }) as const;

/** The props that say who is calling, as the verbs name them. */
interface CallerProps {
  from?: string | undefined;
  callerDisplayName?: string | undefined;
  transferCallerId?: string | undefined;
  transferCallerDisplayName?: string | undefined;
  privacy?: boolean | undefined;
}

/** Which of them a verb has. */
interface CallerNames {
  readonly element: string;
  readonly callerId: 'from' | 'transferCallerId';
  readonly displayName: 'callerDisplayName' | 'transferCallerDisplayName';
}

/** Warns about a privacy word where a number belongs. */
export function privacyWordAsCallerId(id: string, names: CallerNames): VerbRule<CallerProps> {
  return {
    id,
    level: 'warning',
    about: [names.callerId],
    check({ props }) {
      const given = props[names.callerId];
      if (given == null || !PRIVACY_WORDS.includes(given)) return undefined;
      return {
        message: `${names.callerId} on <${names.element}> is ${quoted(given)}, the older way to hide the number; Bandwidth now expects an E.164 number.`,
        hint: `Write privacy={true} ${names.displayName}=${quoted(given)} instead.`,
      };
    },
  };
}

/** A hidden number goes with one of the privacy words as its name, or with none. */
export function displayNameUnderPrivacy(id: string, names: CallerNames): VerbRule<CallerProps> {
  return {
    id,
    level: 'error',
    about: [names.displayName],
    check({ props }) {
      const given = props[names.displayName];
      if (props.privacy !== true || given == null || PRIVACY_WORDS.includes(given)) return undefined;
      return {
        message: `${names.displayName} on <${names.element}> is ${quoted(given)}; allowed with privacy: ${PRIVACY_WORDS.join(', ')}.`,
        hint: `Leave out privacy to show the name, or ${names.displayName} to show none.`,
      };
    },
  };
}
