// The caller ID and the display name that the called party sees.
import { quoted } from '../../problems/inspect.js';
import type { VerbRule } from '../define/verb-definition.js';
import { e164 } from './attributes.js';
import { callerIdHint } from './dial-hints.js';

/** Words for a hidden number. */
const PRIVACY_WORDS = ['Restricted', 'Anonymous', 'Private', 'Unavailable'];

const callerIdForm = `${e164.source}|^(?:${PRIVACY_WORDS.join('|')})$`;
const expected = `an E.164 number such as +15551234567, or in the old form one of ${PRIVACY_WORDS.join(', ')}`;

/** A caller ID: an E.164 number, or a privacy word, the old form that {@link privacyWordAsCallerId} warns about. */
export const callerId = { type: 'string', pattern: new RegExp(callerIdForm), expected, hint: callerIdHint } as const;

/** A {@link callerId} that may be empty. */
export const callerIdOrEmpty = {
  type: 'string',
  pattern: new RegExp(`${callerIdForm}|^$`),
  expected,
  hint: callerIdHint,
} as const;

/**
 * Returns the rule of the display name. The pattern lists only the control characters that XML allows; `text.illegal`
 * reports the others.
 */
export const displayName = (rule: string) =>
  ({
    type: 'string',
    maxLength: 256,
    pattern: /^[^\t\n\r\x7f-\x9f]*$/,
    expected: 'text without control characters',
    rule,
  }) as const;

/** The props about the caller, under the names of all verbs. */
interface CallerProps {
  from?: string | undefined;
  callerDisplayName?: string | undefined;
  transferCallerId?: string | undefined;
  transferCallerDisplayName?: string | undefined;
  privacy?: boolean | undefined;
}

/** The names that one verb uses. */
interface CallerNames {
  readonly element: string;
  readonly callerId: 'from' | 'transferCallerId';
  readonly displayName: 'callerDisplayName' | 'transferCallerDisplayName';
}

/** Warns about a privacy word instead of a number. */
export function privacyWordAsCallerId(id: string, names: CallerNames): VerbRule<CallerProps> {
  return {
    id,
    level: 'warning',
    about: [names.callerId],
    check({ props }) {
      const given = props[names.callerId];
      if (given == null || !PRIVACY_WORDS.includes(given)) return undefined;
      return {
        message: `${names.callerId} on <${names.element}> is ${quoted(given)}, the old way to hide the number; Bandwidth now expects an E.164 number.`,
        hint: `Write privacy={true} ${names.displayName}=${quoted(given)} instead.`,
      };
    },
  };
}

/** Reports a display name other than a privacy word if the number is hidden. */
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
        hint: `Remove privacy to show the name, or remove ${names.displayName}.`,
      };
    },
  };
}
