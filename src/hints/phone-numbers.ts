// Converts phone numbers in common notations to the E.164 format that BXML requires.

/** The kind of a string that should be a phone number or a SIP URI. */
export type DialString =
  /** A number in E.164 format, and the assumption behind it. */
  | {
      readonly kind: 'number';
      readonly e164: string;
      readonly onlyIf?: string | undefined;
      readonly hasExtension: boolean;
    }
  /** Digits that are not a complete number. */
  | { readonly kind: 'incomplete'; readonly hint: string }
  /** A SIP URI, with or without its scheme. */
  | { readonly kind: 'sip'; readonly hasScheme: boolean }
  | { readonly kind: 'several' }
  | { readonly kind: 'client' }
  | { readonly kind: 'hidden' };

const LONGEST = 60;
const E164 = /^\+[1-9]\d{1,14}$/;
const SIP = /^sips?:./i;
const USER_AT_HOST = /^[^\s@:/]+@[^\s@/]+$/;
const HIDDEN = /^(?:anonymous|blocked|hidden|private|restricted|unavailable|unknown|withheld|no ?caller ?id)$/i;
const EXTENSION = /(?:;ext=|;extension=|,+|[\s.-]*(?:extension|ext|x|#)[\s.:]*)(\d{1,7})#?$/i;
const DATE_OR_IP = /^(?:\d{4}-\d\d-\d\d\b|\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?$)/;
const NOT_OF_A_NUMBER = /[^\d\s+().,/-]/;
const LETTERS_OF_KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** Parses a dial string. Returns `undefined` if it is neither a number nor a URI. */
export function readDialString(text: string): DialString | undefined {
  if (text.length > LONGEST) return undefined;
  const given = text.trim();
  if (SIP.test(given)) return { kind: 'sip', hasScheme: true };
  if (HIDDEN.test(given)) return { kind: 'hidden' };
  if (/^client:/i.test(given)) return { kind: 'client' };
  if (USER_AT_HOST.test(given)) return { kind: 'sip', hasScheme: false };
  if (isSeveral(given)) return { kind: 'several' };
  const plain = plainForm(given);
  const extension = EXTENSION.exec(plain);
  const number = extension === null ? plain : plain.slice(0, extension.index);
  const written = digitsOfLetters(number);
  if (written === '' || NOT_OF_A_NUMBER.test(written) || DATE_OR_IP.test(written)) return undefined;
  return readNumber(written, extension !== null);
}

/** Returns the string in ASCII, without the scheme and parameters of a `tel:` URI. */
function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^(?:tel|callto|phone):(?:\/\/)?/i, '')
    .replace(/;(?!ext)[\w-]+=[^;]*/gi, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
}

const isSeveral = (text: string): boolean => {
  const parts = text.split(/[,;|\n]|\bor\b/i);
  return parts.length > 1 && parts.every((part) => part.replace(/\D/g, '').length >= 7);
};

/** Converts the letters of a toll-free number such as `1-800-FLOWERS` to digits. Returns any other string unchanged. */
function digitsOfLetters(text: string): string {
  if (!/^\+?[\s.-]*1?[\s.(-]*8[0-9]{2}[\s.)-]*[a-z\d\s.-]+$/i.test(text) || !/[a-z]{3}/i.test(text)) return text;
  const digits = text.replace(/[a-z]/gi, (letter) =>
    String(2 + LETTERS_OF_KEYS.findIndex((key) => key.includes(letter.toLowerCase()))),
  );
  return /^1?\d{10}$/.test(digits.replace(/\D/g, '')) ? digits : text;
}

function readNumber(text: string, hasExtension: boolean): DialString | undefined {
  const isInternational = /^[\s(]*\+/.test(text);
  // +44 (0)20 …: the zero is dialed only within the country.
  const digits = (isInternational ? text.replace(/\(0\)/, '') : text).replace(/\D/g, '');
  const numbered = (e164: string, onlyIf?: string): DialString | undefined =>
    E164.test(e164) ? { kind: 'number', e164, onlyIf, hasExtension } : undefined;
  if (digits === '' || digits.length > 18) return undefined;
  if (isInternational) return digits.length < 7 ? undefined : numbered(`+${digits}`);
  if (digits.startsWith('011') && digits.length >= 13)
    return numbered(`+${digits.slice(3)}`, 'it is the number as dialed from the US or Canada');
  if (digits.startsWith('00')) return digits.length < 10 ? undefined : numbered(`+${digits.slice(2)}`);
  if (/^1[2-9]\d{9}$/.test(digits)) return numbered(`+${digits}`, 'it is a US or Canadian number');
  if (/^[2-9]\d{9}$/.test(digits)) return numbered(`+1${digits}`, 'it is a US or Canadian number');
  if (digits.startsWith('0')) {
    return digits.length < 8
      ? undefined
      : { kind: 'incomplete', hint: 'Replace the leading 0 with + and the country code.' };
  }
  if (digits.length >= 11 && digits.length <= 15 && !digits.startsWith('1'))
    return numbered(`+${digits}`, 'it starts with the country code');
  if (digits.length < 5 || digits.length > 10) return undefined;
  return { kind: 'incomplete', hint: 'Write it with +, the country code and the area code.' };
}

/** Returns the hint to write a number in E.164 format. */
export function writeNumber(
  { e164, onlyIf, hasExtension }: Extract<DialString, { kind: 'number' }>,
  form = e164,
): string {
  const write = onlyIf === undefined ? `Write ${form}.` : `If ${onlyIf}, write ${form}.`;
  return hasExtension ? `${write} It cannot include an extension: send the extension with <SendDtmf>.` : write;
}
