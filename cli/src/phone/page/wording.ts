import type { Handset, PhoneCall } from '../protocol.js';

/** Writes seconds of the session's clock: `0:12.3`, `1:02:03.4`. */
export function formatClock(seconds: number, digits: 0 | 1 = 1): string {
  const tenths = Math.max(0, digits === 1 ? Math.round(seconds * 10) : Math.floor(seconds) * 10);
  const whole = Math.floor(tenths / 10);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const fraction = digits === 1 ? `.${tenths % 10}` : '';
  const rest = `${String(whole % 60).padStart(2, '0')}${fraction}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Writes how long something took: `12 ms`, `1.2 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${Math.round(milliseconds * 10) / 10} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Separates a message from its list of what is allowed, which may be long: `''` without one. */
export function splitAllowed(message: string): { readonly head: string; readonly allowed: string } {
  const [head = message, ...allowed] = message.split('; allowed: ');
  return allowed.length === 0 ? { head, allowed: '' } : { head: `${head}.`, allowed: allowed.join('; allowed: ') };
}

/** True for an input of keys; others are words and speech. */
export const isOfKeys = (text: string): boolean => /^(?:presses|receives the tones) /.test(text);

/** Writes a number of North America in groups; other numbers and SIP URIs as they are. */
export function formatNumber(number: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return match === null ? number : `+1 ${match[1]} ${match[2]} ${match[3]}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** The name of a handset: its role, or its number. */
export function nameOf({ name, number, displayName }: Handset): string {
  if (displayName !== '') return displayName;
  if (name === 'caller') return 'Caller';
  return formatNumber(name || number);
}

/** The name of a handset that no other of several handsets has: its number if there are several callers. */
export function nameAmong(handset: Handset, handsets: readonly Handset[]): string {
  const name = nameOf(handset);
  const isShared = handsets.some((other) => other.id !== handset.id && nameOf(other) === name);
  return isShared ? formatNumber(handset.number) : name;
}

/** Shortens a name for a narrow place: of a phone number, the last four digits are left. */
export function shortName(name: string): string {
  return /^\+[\d ]{9,}$/.test(name) ? `…${name.slice(-4)}` : name;
}

export function stateOf({ state, cause, conference, listens, refersTo }: Handset): string {
  switch (state) {
    case 'dialing':
      return 'Dialing';
    case 'ringing':
      return 'Ringing';
    case 'over':
      return cause === '' ? 'Over' : `Over: ${cause}`;
    case 'connected':
      if (refersTo !== '') return 'Referred';
      if (listens.includes('recording')) return 'Recording';
      return conference === '' ? 'Connected' : `In ${conference}`;
  }
}

/** Writes what listens to a handset. */
export function listeningOf({ state, listens, heardBy, refersTo }: Handset): string {
  if (refersTo !== '') return 'Waits for the outcome of the REFER';
  if (state !== 'connected') return '';
  const parts = listens.map((one) => (one === 'recording' ? 'what is recorded' : one));
  if (parts.length > 0) return `Listening for ${parts.join(' and ')}`;
  return heardBy.length > 0 ? 'Heard by others' : 'Nothing listens now';
}

/** Writes a call in one line. */
export function titleOf({ direction, from, to }: PhoneCall): string {
  return direction === 'inbound'
    ? `${formatNumber(from)} calls ${formatNumber(to)}`
    : `${formatNumber(to)} is called from ${formatNumber(from)}`;
}
