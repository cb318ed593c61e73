import type { Leg, LegInput } from '../calls/leg.js';
import { type Behaviour, behaviours } from '../settings/behaviors.js';
import {
  isPlatformFailure,
  kindOf,
  type PlatformFailure,
  platformFailures,
  type Reception,
  type ReceptionKind,
} from '../settings/callee-behavior.js';

const DECISION: ReadonlySet<LegInput['type']> = new Set(['reception']);

/** What happens to a phone of which nobody says anything. */
const UNSCRIPTED: Reception = { noAnswer: true };

/** The step of a test that says what a party does. */
export type DecidingStep = 'transferredTo' | 'forwardedTo';

/** What the phone of a called party shows: the caller ID, unless privacy hides it, and the name. */
export function shownCaller(
  { call }: { readonly call: Leg['call'] },
  number: string,
  { privacy, displayName }: { readonly privacy: boolean; readonly displayName: string | undefined },
): Pick<Leg, 'callerId' | 'callerDisplayName'> {
  if (privacy) call.board.follow('ringing.privacy');
  return { callerId: privacy ? undefined : number, callerDisplayName: displayName };
}

/** How the ringing of a phone ends, and when: milliseconds from dialling. */
interface RingingEnd {
  readonly at: number;
  readonly kind: ReceptionKind | 'no ring';
}

/**
 * Rings a party until it picks up, or ends its leg: busy, rejected, not in time.
 *
 * @param callTimeout seconds of ringing after which the attempt is given up
 * @param decided what it does; or the step of a test that may say so while it rings, in place of what was scripted
 * beforehand.
 */
export async function ringOut(leg: Leg, callTimeout: number, decided: Reception | DecidingStep): Promise<void> {
  const { call } = leg;
  const { clock } = call.board;
  const dialledAt = clock.now;
  call.change(leg, 'is dialled');
  leg.doing = 'is ringing';
  const reception = typeof decided === 'object' ? decided : await decision(leg, callTimeout, decided);
  const { at, kind } = endOfRinging(reception, callTimeout);
  await leg.wait(dialledAt + at - clock.now);
  conclude(leg, kind);
}

/** What a step of the test says while it rings; else what was scripted, when the time of that has come. */
async function decision(leg: Leg, callTimeout: number, step: DecidingStep): Promise<Reception> {
  const { call, dialled } = leg;
  const scripted = call.board.receptionOf(dialled);
  const message = `${dialled} is ringing: say how it goes with call.${step}('${dialled}', …), or beforehand with the option phones`;
  const { at } = endOfRinging(scripted ?? UNSCRIPTED, callTimeout);
  const input = await leg.wait(at, DECISION, scripted === undefined ? { call, message } : undefined);
  if (input?.type === 'reception') return input.reception ?? scripted ?? {};
  if (scripted === undefined) call.board.follow('ringing.unscripted');
  return scripted ?? UNSCRIPTED;
}

function endOfRinging(reception: Reception, callTimeout: number): RingingEnd {
  const { ringsAfter = 0, after = 0 } = reception;
  const noRing = behaviours['ringing.no-ring'].value;
  if (ringsAfter > noRing) return { at: noRing * 1000, kind: 'no ring' };
  const kind = after > callTimeout ? 'no answer' : kindOf(reception);
  return { at: (ringsAfter + (kind === 'no answer' ? callTimeout : after)) * 1000, kind };
}

function conclude(leg: Leg, kind: RingingEnd['kind']): void {
  if (kind === 'answers') {
    leg.answer();
    return;
  }
  if (isPlatformFailure(kind)) {
    leg.call.board.follow('ringing.fails');
    leg.fail({ cause: kind, message: platformFailures[kind] });
    return;
  }
  const { cause, words, message, follows } = failures[kind];
  for (const behaviour of follows) leg.call.board.follow(behaviour);
  leg.errorMessage ??= message;
  leg.end(cause, words);
}

interface Failure {
  readonly cause: string;
  readonly words: string;
  /** The `errorMessage` of its events; `undefined` for a cause that comes without one. */
  readonly message: string | undefined;
  readonly follows: readonly Behaviour[];
}

/** The words of Bandwidth's sample. */
const BUSY = 'Callee is busy';
const NOT_ANSWERED = 'Call was not answered';

const failures: Readonly<Record<Exclude<RingingEnd['kind'], 'answers' | PlatformFailure>, Failure>> = {
  busy: { cause: 'busy', words: 'is busy', message: BUSY, follows: ['ringing.busy'] },
  rejects: { cause: 'rejected', words: 'rejects the call', message: undefined, follows: ['ringing.rejected'] },
  'no answer': { cause: 'timeout', words: 'does not answer', message: NOT_ANSWERED, follows: ['ringing.timeout'] },
  'no ring': {
    cause: 'timeout',
    words: 'does not begin to ring',
    message: NOT_ANSWERED,
    follows: ['ringing.no-ring', 'ringing.no-ring-cause'],
  },
};
