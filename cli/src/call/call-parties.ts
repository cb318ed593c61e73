import type { Call, Party } from 'bxml-jsx/testing';
import { CALLER } from '../call-test/call-test.js';
import { CommandError } from '../terminal/command-error.js';

/** The parties of a call that is held, by the names of their legs. */
export class CallParties {
  readonly #known = new Map<string, Party>();

  add(leg: string, party: Party): void {
    this.#known.set(leg, party);
  }

  /**
   * Returns a party by the name of its leg, or by its number; the one that was added last, if there are several.
   *
   * @param name default: the person who holds the call
   * @throws CommandError if there is none
   */
  find(call: Call, name: string | undefined): Party {
    if (name === undefined) return call;
    const known = [...this.#known].reverse();
    const found = known.find(([leg]) => leg === name) ?? known.find(([leg]) => isNumber(leg, name));
    if (found !== undefined) return found[1];
    for (const choice of call.choices) {
      if (choice.kind === 'listens' && isNumber(choice.leg, name)) return choice.party;
      const other = choice.kind === 'connected' ? choice.others.find((each) => isNumber(each.name, name)) : undefined;
      if (other?.party !== undefined) return other.party;
    }
    const names = [...this.#known.keys()].filter((each) => each !== CALLER).join(', ');
    throw new CommandError(`No party has the number ${name}.`, {
      hint: names === '' ? 'No phone has answered.' : `Parties: ${names}.`,
    });
  }
}

/** True if a number is written in another way, such as without the plus, or by its last digits. */
export function isNumber(leg: string, written: string): boolean {
  // A number that is called again has a count.
  const number = leg.replace(/ \(\d+\)$/, '');
  if (number === written) return true;
  const digits = written.replace(/[^\d]/g, '');
  return /^\+?[\d\s().-]+$/.test(written) && digits.length >= 4 && number.endsWith(digits);
}
