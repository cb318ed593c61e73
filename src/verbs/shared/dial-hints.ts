// How to fix a text that should be a phone number or a SIP address.
import { type DialString, readDialString, writeNumber } from '../../hints/phone-numbers.js';

/** What to say about each kind of text; a number is written in E.164 form if nothing else is said. */
type Hints = { readonly [K in DialString['kind']]?: string | undefined };

function hintFor(text: string, hints: Hints): string | undefined {
  const read = readDialString(text);
  if (read === undefined) return undefined;
  const { [read.kind]: hint } = hints;
  if (hint !== undefined) return hint;
  if (read.kind === 'number') return writeNumber(read);
  return read.kind === 'incomplete' ? read.hint : undefined;
}

/** Returns how to fix a caller id. */
export const callerIdHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'A caller id is a phone number, not a SIP address.',
    client: 'A caller id is a phone number.',
    several: 'A call has one caller id.',
    hidden: 'To hide the number, set privacy to true.',
  });

/** Returns how to fix the text of `<PhoneNumber>`. */
export const phoneNumberHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'A SIP address belongs inside <SipUri>.',
    client: 'An endpoint is reached with <Connect> and <Endpoint>.',
    several: 'Write a <PhoneNumber> for each number.',
  });

/** Returns how to fix the destination of `<Forward>`. */
export const forwardHint = (text: string): string | undefined => {
  if (/^sips:/i.test(text.trim())) return 'Write sip: for sips:.';
  return hintFor(text, {
    sip: /^sip:/i.test(text.trim()) ? 'Remove the white space around it.' : 'Write sip: before it.',
    client: 'An endpoint is reached with <Connect> and <Endpoint>.',
    several: 'A call is forwarded to one number; <Transfer> rings several.',
  });
};

/** Returns how to fix the text of a `<SipUri>` inside `<Transfer>`. */
export function sipUriHint(text: string): string | undefined {
  const read = readDialString(text);
  if (read?.kind === 'number') return writeNumber(read, `<PhoneNumber>${read.e164}</PhoneNumber>`);
  if (read?.kind === 'incomplete') return `A phone number belongs inside <PhoneNumber>. ${read.hint}`;
  return hintFor(text, {
    sip: 'Write sip: before it.',
    client: 'An endpoint is reached with <Connect> and <Endpoint>.',
    several: 'Write a <PhoneNumber> for each number.',
  });
}

/** Returns how to fix the text of a `<SipUri>` inside `<Refer>`, which takes no phone numbers. */
export const referHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'Write sip: before it.',
    number: 'To reach a phone number, use <Transfer> with <PhoneNumber>.',
    incomplete: 'To reach a phone number, use <Transfer> with <PhoneNumber>.',
    client: 'An endpoint is reached with <Connect> and <Endpoint>.',
  });
