import type { Callee } from '../settings/callee-behavior.js';
import type { KnownCall } from './call-registry.js';

/** What a test has set for a phone. */
export interface PhoneScript {
  /** What the phone does for each call; undefined if the steps of the test decide it. */
  readonly always: Callee | undefined;
  /** What the phone does for the next calls, one each. */
  readonly next: Callee[];
  /** Called when the phone is dialed. */
  dialed(call: KnownCall): void;
}

/** The phones of the test by number or SIP URI. */
export class PhoneScripts {
  readonly #phones = new Map<string, PhoneScript>();

  add(to: string, phone: PhoneScript): void {
    this.#phones.set(to, phone);
  }

  /** Takes what a phone does for a call that begins now; undefined if nothing is set for it. */
  take(to: string): Callee | undefined {
    const phone = this.#phones.get(to);
    return phone?.next.shift() ?? phone?.always;
  }

  /** Notes that a phone is dialed. */
  dialed(to: string, call: KnownCall): void {
    this.#phones.get(to)?.dialed(call);
  }
}
