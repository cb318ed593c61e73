// Hints for strings that should be a phone number or a SIP URI.
import { type DialString, readDialString, writeNumber } from '../../hints/phone-numbers.js';

/** The hint for each kind of string. The default for a number is its E.164 format. */
type Hints = { readonly [K in DialString['kind']]?: string | undefined };

function hintFor(text: string, hints: Hints): string | undefined {
  const read = readDialString(text);
  if (read === undefined) return undefined;
  const { [read.kind]: hint } = hints;
  if (hint !== undefined) return hint;
  if (read.kind === 'number') return writeNumber(read);
  return read.kind === 'incomplete' ? read.hint : undefined;
}

/** Returns a hint for an invalid caller ID. */
export const callerIdHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'A caller ID is a phone number, not a SIP URI.',
    client: 'A caller ID is a phone number.',
    several: 'A call has one caller ID.',
    hidden: 'To hide the number, set privacy to true.',
  });

/** Returns a hint for invalid text of `<PhoneNumber>`. */
export const phoneNumberHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'Put a SIP URI inside <SipUri>.',
    client: 'To reach an endpoint, use <Connect> with <Endpoint>.',
    several: 'Write a <PhoneNumber> for each number.',
  });

/** Returns a hint for an invalid destination of `<Forward>`. */
export const forwardHint = (text: string): string | undefined => {
  if (/^sips:/i.test(text.trim())) return 'Write sip: instead of sips:.';
  return hintFor(text, {
    sip: /^sip:/i.test(text.trim()) ? 'Remove the white space around it.' : 'Write sip: before it.',
    client: 'To reach an endpoint, use <Connect> with <Endpoint>.',
    several: 'A call can be forwarded to only one number; <Transfer> can ring several.',
  });
};

/** Returns a hint for invalid text of a `<SipUri>` inside `<Transfer>`. */
export function sipUriHint(text: string): string | undefined {
  const read = readDialString(text);
  if (read?.kind === 'number') return writeNumber(read, `<PhoneNumber>${read.e164}</PhoneNumber>`);
  if (read?.kind === 'incomplete') return `Put a phone number inside <PhoneNumber>. ${read.hint}`;
  return hintFor(text, {
    sip: 'Write sip: before it.',
    client: 'To reach an endpoint, use <Connect> with <Endpoint>.',
    several: 'Write a <PhoneNumber> for each number.',
  });
}

/** Returns a hint for invalid text of a `<SipUri>` inside `<Refer>`, which does not accept phone numbers. */
export const referHint = (text: string): string | undefined =>
  hintFor(text, {
    sip: 'Write sip: before it.',
    number: 'To reach a phone number, use <Transfer> with <PhoneNumber>.',
    incomplete: 'To reach a phone number, use <Transfer> with <PhoneNumber>.',
    client: 'To reach an endpoint, use <Connect> with <Endpoint>.',
  });
