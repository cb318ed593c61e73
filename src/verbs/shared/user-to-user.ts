// User-To-User information (RFC 7433): a comma-separated list of values, each with its encoding.
import { quoted } from '../../problems/inspect.js';
import { characterCount } from '../../xml/characters.js';
import type { Finding } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';

/** Maximum length of a User-To-User header on which all sources agree. */
const UUI_LENGTH = 256;

const ENCODINGS = ['base64', 'jwt', 'hex'];

type WithUui = { uui?: string | undefined };

/** Returns the attribute rule of a User-To-User header, with a limit for the length of the whole list. */
export const userToUser = (rule: string, maxLength = UUI_LENGTH) => ({ type: 'string', maxLength, rule }) as const;

/** Reports values without data or with a missing or unknown encoding. */
export function uuiEncodings(id: string, element: string): VerbRule<WithUui> {
  return {
    id,
    level: 'error',
    about: ['uui'],
    check: ({ props }) =>
      isUsual(props.uui) ? undefined : valuesOf(props.uui).flatMap((value) => encodingFault(element, value) ?? []),
  };
}

/** Warns about hex, which is newer than the other two encodings and may not be supported everywhere. */
export function uuiHex(id: string, element: string): VerbRule<WithUui> {
  return {
    id,
    level: 'warning',
    about: ['uui'],
    check({ props }) {
      if (isUsual(props.uui) || !valuesOf(props.uui).some(({ encoding }) => encoding === 'hex')) return undefined;
      return {
        message: `uui on <${element}> is encoded as hex, which is newer than base64 and jwt and may not be supported.`,
        hint: 'Encode it as base64.',
      };
    },
  };
}

/** Warns about a list that is longer than all sources allow, for elements with a higher limit. */
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

/** Performance: the usual form, one value in one of the two encodings that all sources document. */
const USUAL = /^[\w+/=.-]+;encoding=(?:base64|jwt)$/;

const isUsual = (uui: string | null | undefined): boolean => typeof uui === 'string' && USUAL.test(uui);

interface UuiValue {
  readonly text: string;
  readonly data: string;
  readonly encoding: string | undefined;
}

/** Parses the list. Splitting is enough: encoded data contains neither commas nor semicolons. */
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
  if (data === '') return { message: `uui on <${element}> contains a value without data, ${quoted(text)}.`, hint };
  if (encoding === undefined) {
    return { message: `uui on <${element}> contains ${quoted(text)}, which has no encoding; ${allowed}.`, hint };
  }
  if (ENCODINGS.includes(encoding)) return undefined;
  return { message: `uui on <${element}> contains a value with the encoding ${quoted(encoding)}; ${allowed}.`, hint };
}
