import type { CallChoice, CalleeBehavior } from 'bxml-jsx/testing';
import type { CallTestStep } from '../call-test/call-test.js';
import { CommandError } from '../terminal/command-error.js';
import type { CallCommand, PhoneOutcome } from './call-command.js';
import { isNumber } from './call-parties.js';

/** A step that decides a phone. */
export type PhoneStep = Extract<CallTestStep, { kind: 'transferredTo' | 'forwardedTo' }>;

/** Decisions about phones that ring at once, until all of them are decided. */
export class PhoneDecisions {
  readonly #decided = new Map<string, CalleeBehavior>();

  /**
   * Decides a phone that rings.
   *
   * @param waitsFor what the call waits for, for messages
   * @returns the steps for all phones that ring; `undefined` while others have to be decided
   * @throws CommandError if no phone rings, or the command does not say which one
   */
  decide(
    choices: readonly CallChoice[],
    { outcome, to, after }: Extract<CallCommand, { kind: 'phone' }>,
    waitsFor: string,
  ): readonly PhoneStep[] | undefined {
    const ringing = choices.flatMap((choice) => (choice.kind === 'rings' ? choice.phones : []));
    const open = ringing.filter(({ number }) => !this.#decided.has(number));
    const [only] = open;
    if (only === undefined) throw new CommandError('No phone rings.', { hint: `The call waits for ${waitsFor}.` });
    const phone =
      to === undefined ? (open.length === 1 ? only : undefined) : open.find(({ number }) => isNumber(number, to));
    if (phone === undefined) {
      const numbers = open.map(({ number }) => number).join(', ');
      throw new CommandError(to === undefined ? `Several phones ring: ${numbers}.` : `${to} does not ring.`, {
        hint: `Write ${outcome} ${only.number}.`,
      });
    }
    this.#decided.set(phone.number, behaviorOf(outcome, after === undefined ? {} : { after }));
    const isLast = open.length === 1 || outcome === 'answer';
    if (!isLast) return undefined;
    // Another phone that was not decided rings until this one has answered.
    for (const { number } of open) if (!this.#decided.has(number)) this.#decided.set(number, { noAnswer: true });
    const steps = ringing
      .filter(({ number }, index) => ringing.findIndex((each) => each.number === number) === index)
      .map(
        ({ number, dialedBy }): PhoneStep => ({
          kind: dialedBy === 'Forward' ? 'forwardedTo' : 'transferredTo',
          to: number,
          behavior: this.#decided.get(number) ?? {},
        }),
      );
    this.#decided.clear();
    return steps;
  }

  /** Returns a choice without the phones that are decided, and wait for the others; `undefined` if all are decided. */
  undecided(choice: CallChoice): CallChoice | undefined {
    if (choice.kind !== 'rings') return choice;
    const [first, ...more] = choice.phones.filter(({ number }) => !this.#decided.has(number));
    return first === undefined ? undefined : { ...choice, phones: [first, ...more] };
  }
}

/** Returns what a called party does. */
export function behaviorOf(outcome: PhoneOutcome, after: { readonly after?: number }): CalleeBehavior {
  switch (outcome) {
    case 'answer':
      return after;
    case 'busy':
      return { busy: true, ...after };
    case 'reject':
      return { rejects: true, ...after };
    case 'no-answer':
      return { noAnswer: true };
    case 'fail':
      return { fails: 'error' };
  }
}
