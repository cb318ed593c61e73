// User-To-User information (RFC 7433): a comma-separated list of values, each with its encoding.
import { quoted } from '../../problems/inspect.js';
import { characterCount } from '../../xml/characters.js';
import type { Finding } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';

/** Most characters of a User-To-User header that every source agrees on. */
const UUI_LENGTH = 256;

const ENCODINGS = ['base64', 'jwt', 'hex'];

type WithUui = { uui?: string | undefined };

/** A User-To-User header: the length of the whole list is bounded. */
export const userToUser = (rule: string, maxLength = UUI_LENGTH) => ({ type: 'string', maxLength, rule }) as const;

/** Every value of the list has data and says how it is encoded. */
export function uuiEncodings(id: string, element: string): VerbRule<WithUui> {
  return {
    id,
    level: 'error',
    about: ['uui'],
    check: ({ props }) =>
      isUsual(props.uui) ? undefined : valuesOf(props.uui).flatMap((value) => encodingFault(element, value) ?? []),
  };
}

/** Warns about hex, which came later than the other two encodings and is not taken for granted everywhere. */
export function uuiHex(id: string, element: string): VerbRule<WithUui> {
  return {
    id,
    level: 'warning',
    about: ['uui'],
    check({ props }) {
      if (isUsual(props.uui) || !valuesOf(props.uui).some(({ encoding }) => encoding === 'hex')) return undefined;
      return {
        message: `uui on <${element}> is encoded as hex, which is newer than base64 and jwt; those two are safe.`,
        hint: 'Encode it as base64.',
      };
    },
  };
}

/** Warns about a list longer than what all sources allow, where the limit itself is higher. */
export function uuiLength(id: string, element: string): VerbRule<WithUui> {
  return {
    id,
    level: 'warning',
    about: ['uui'],
    check({ props }) {
      const length = characterCount(props.uui ?? '');
      if (length <= UUI_LENGTH) return undefined;
      return {
        message: `uui on <${element}> has ${length} characters; Bandwidth's sources agree only on up to ${UUI_LENGTH}.`,
        hint: `Shorten it to ${UUI_LENGTH} characters.`,
      };
    },
  };
}

/** Performance: one value in one of the two encodings that every source has, written as it mostly is. */
const USUAL = /^[\w+/=.-]+;encoding=(?:base64|jwt)$/;

const isUsual = (uui: string | null | undefined): boolean => typeof uui === 'string' && USUAL.test(uui);

interface UuiValue {
  readonly text: string;
  readonly data: string;
  readonly encoding: string | undefined;
}

/** The values of the list. Plain splitting will do: encoded data holds neither comma nor semicolon. */
function valuesOf(uui: string | null | undefined): UuiValue[] {
  if (uui == null) return [];
  return uui.split(',').map((part) => {
    const text = part.trim();
    const [data = '', ...parameters] = text.split(';').map((piece) => piece.trim());
    return { text, data, encoding: parameters.map(encodingIn).find((encoding) => encoding !== undefined) };
  });
}

function encodingIn(parameter: string): string | undefined {
  const [name = '', value = ''] = parameter.split('=');
  return name.trim().toLowerCase() === 'encoding' && value !== '' ? value.trim().toLowerCase() : undefined;
}

function encodingFault(element: string, { text, data, encoding }: UuiValue): Finding | undefined {
  const hint = 'Write each value with its encoding, such as aGVsbG8=;encoding=base64.';
  const allowed = `allowed: ${ENCODINGS.join(', ')}`;
  if (data === '') return { message: `uui on <${element}> holds a value without data, ${quoted(text)}.`, hint };
  if (encoding === undefined) {
    return { message: `uui on <${element}> holds ${quoted(text)}, which names no encoding; ${allowed}.`, hint };
  }
  if (ENCODINGS.includes(encoding)) return undefined;
  return { message: `uui on <${element}> holds a value with the encoding ${quoted(encoding)}; ${allowed}.`, hint };
}
