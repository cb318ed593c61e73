import { RINGING } from '../audio/tones.js';
import { type Behavior, behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import { OpenChoice } from '../calls/choice.js';
import { InputKind } from '../calls/input.js';
import {
  type CalleeBehavior,
  type CalleeOutcome,
  isPlatformFailure,
  outcomeOf,
  type PhoneDialer,
  type PlatformFailure,
  platformFailures,
} from '../settings/callee-behavior.js';

/** What the called party does; `undefined` means the behavior of the option `phones`, or to answer if it sets none. */
export const CALLEE_DECISION = new InputKind<CalleeBehavior | undefined>('callee behavior');

/** The behavior of a phone for which the test sets none. */
const UNSCRIPTED: CalleeBehavior = { noAnswer: true };

/** The step that decides what a called party does, by what dials it. Others are those of its phone. */
const decidingSteps = {
  transfer: 'transferredTo',
  forward: 'forwardedTo',
  createCall: undefined,
} as const;

/** What dials a party. */
type Dialer = keyof typeof decidingSteps;

/** What dials a party, in the words of the option `phones`. */
const dialerNames: Readonly<Record<Dialer, PhoneDialer>> = {
  transfer: 'Transfer',
  forward: 'Forward',
  createCall: 'createCall',
};

/** Returns the caller ID and the name that the phone of a called party shows. Privacy hides the caller ID. */
export function shownCaller(
  { simulation }: Pick<SimulatedCall, 'simulation'>,
  number: string,
  { privacy, displayName }: { readonly privacy: boolean; readonly displayName: string | undefined },
): Pick<SimulatedCall, 'callerId' | 'callerDisplayName'> {
  if (privacy) simulation.recordCoverage('ringing.privacy');
  return { callerId: privacy ? undefined : number, callerDisplayName: displayName };
}

/** Lets a party hear the ringing tone. Returns a function that ends it; calling it again has no effect. */
export function ringFor({ outbound, simulation }: SimulatedCall): () => void {
  const { clock } = simulation;
  const clip = outbound.add(clock.now, Number.POSITIVE_INFINITY, RINGING);
  simulation.recordCoverage('stream.tones');
  return () => {
    clip.endsAt = Math.min(clip.endsAt, clock.now);
  };
}

/** The end of ringing. */
interface RingingEnd {
  /** Milliseconds from dialling. */
  readonly at: number;
  readonly kind: CalleeOutcome | 'no ring';
}

/**
 * Rings a called party until it answers, or ends its leg: busy, rejected or timed out.
 *
 * @param callTimeout seconds of ringing after which the call times out
 * @param decided what the party does; or what dials it, if a step of the test may decide it while the phone rings, overriding
 *   what was set beforehand
 * @param scripted what was set beforehand. Default: for its phone, or by the option `phones`
 */
export async function ringOut(
  call: SimulatedCall,
  callTimeout: number,
  decided: CalleeBehavior | Dialer,
  scripted = typeof decided === 'object' ? decided : call.simulation.behaviorOf(call.dialed, dialerNames[decided]),
): Promise<void> {
  const { clock } = call.simulation;
  const dialedAt = clock.now;
  call.record.noteChange(call, 'is dialed');
  call.doing = 'is ringing';
  const choice = new OpenChoice('rings', call, call.dialedBy);
  try {
    const outcome = typeof decided === 'object' ? decided : decision(call, choice, callTimeout, decided, scripted);
    call.simulation.phones.dialed(call.dialed, call);
    const behavior = await outcome;
    const { at, kind } = endOfRinging(behavior, callTimeout);
    await call.wait(dialedAt + at - clock.now);
    choice.end({ kind: 'phone', outcome: kind });
    endRinging(call, kind);
  } finally {
    choice.abandon();
  }
}

/** Waits for a decision of the test, and returns it. Returns the scripted behavior at its time if there is none. */
async function decision(
  call: SimulatedCall,
  choice: OpenChoice,
  callTimeout: number,
  dialer: Dialer,
  scripted: CalleeBehavior | undefined,
): Promise<CalleeBehavior> {
  const { simulation, record, dialed } = call;
  const step = decidingSteps[dialer];
  const own = step === undefined ? '' : `call.${step}('${dialed}', …), `;
  const message = `${dialed} is ringing: set the outcome with ${own}platform.phone('${dialed}').rings(), or beforehand with the option phones`;
  const { at } = endOfRinging(scripted ?? UNSCRIPTED, callTimeout);
  const pending = scripted === undefined ? { subject: record, target: dialed, message } : undefined;
  if (pending !== undefined) choice.offer();
  const input = await call.wait(at, { takes: [CALLEE_DECISION], decision: pending });
  choice.withdraw();
  if (CALLEE_DECISION.isKindOf(input)) return CALLEE_DECISION.valueOf(input) ?? scripted ?? {};
  if (scripted === undefined) simulation.recordCoverage('ringing.unscripted');
  return scripted ?? UNSCRIPTED;
}

function endOfRinging(behavior: CalleeBehavior, callTimeout: number): RingingEnd {
  const { ringsAfter = 0, after = 0 } = behavior;
  const noRing = behaviors['ringing.no-ring'].value;
  if (ringsAfter > noRing) return { at: noRing * 1000, kind: 'no ring' };
  const kind = after > callTimeout ? 'no answer' : outcomeOf(behavior);
  return { at: (ringsAfter + (kind === 'no answer' ? callTimeout : after)) * 1000, kind };
}

function endRinging(call: SimulatedCall, kind: RingingEnd['kind']): void {
  if (kind === 'answers') {
    call.answer();
    return;
  }
  if (isPlatformFailure(kind)) {
    call.simulation.recordCoverage('ringing.fails');
    call.fail({ cause: kind, message: platformFailures[kind] });
    return;
  }
  const { cause, words, message, follows } = failures[kind];
  for (const behavior of follows) call.simulation.recordCoverage(behavior);
  call.errorMessage ??= message;
  call.end(cause, words);
}

interface UnansweredEnd {
  readonly cause: string;
  /** The entry in the timeline. */
  readonly words: string;
  /** The `errorMessage` of the events; `undefined` for a cause without one. */
  readonly message: string | undefined;
  readonly follows: readonly Behavior[];
}

// The messages in Bandwidth's sample events.
const BUSY = 'Callee is busy';
const NOT_ANSWERED = 'Call was not answered';

const failures: Readonly<Record<Exclude<RingingEnd['kind'], 'answers' | PlatformFailure>, UnansweredEnd>> = {
  busy: { cause: 'busy', words: 'is busy', message: BUSY, follows: ['ringing.busy'] },
  rejects: { cause: 'rejected', words: 'rejects the call', message: undefined, follows: ['ringing.rejected'] },
  'no answer': { cause: 'timeout', words: 'does not answer', message: NOT_ANSWERED, follows: ['ringing.timeout'] },
  'no ring': {
    cause: 'timeout',
    words: 'does not start to ring',
    message: NOT_ANSWERED,
    follows: ['ringing.no-ring', 'ringing.no-ring-cause'],
  },
};
