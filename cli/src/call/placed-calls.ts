// The calls that the application places over the REST API while another one is held.
import type { CallChoice, CalleeBehavior, Line, PhoneDialer, Platform, TimelineEntry } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import { type CallCommand, parseCommand } from './call-command.js';
import { isNumber } from './call-parties.js';
import type { ChoiceReport } from './call-report.js';
import { choiceReport, isStop } from './choice-report.js';
import { behaviorOf } from './phone-decisions.js';

/** What the phone of a placed call does: a command of the call, as for a phone that rings. */
export type PhoneCommand = Extract<CallCommand, { kind: 'phone' | 'detected' }>;

/** The value of `--placed`. `ask`: the person decides while the phone rings. */
export type PlacedOutcome = 'ask' | PhoneCommand;

/** Returns the value of `--placed`. @throws CommandError if it is not what a phone does */
export function placedOutcome(text = 'ask'): PlacedOutcome {
  if (text === 'ask') return text;
  const command = ((): CallCommand | undefined => {
    try {
      return parseCommand(text);
    } catch {
      return undefined;
    }
  })();
  const isOutcome = command?.kind === 'detected' || (command?.kind === 'phone' && command.to === undefined);
  if (isOutcome) return command;
  throw new CommandError(`--placed is ${JSON.stringify(text)}, which is not what a phone does.`, {
    hint: 'Use ask, answer, busy, no-answer, reject, fail, human or machine; answer and the like may have a time: "answer after 5".',
  });
}

/** A call that the application has placed, from the view of the person who is called. */
export interface PlacedCall {
  readonly number: string;
  readonly line: Line;
  /** Seconds since the held call began. */
  readonly startedAt: number;
  /** True while the phone rings and its outcome is not decided. */
  isUndecided: boolean;
  /** The name of its party in steps; `undefined` until a step needs one. */
  party: string | undefined;
}

/** The calls that the application places itself while a call is held. */
export class PlacedCalls {
  readonly outcome: PlacedOutcome;
  readonly #calls = new Map<string, PlacedCall>();
  readonly #entries: TimelineEntry[] = [];
  /** Seconds from the beginning of the held call to that of each entry's call, which its times count from. */
  readonly #offsets: number[] = [];
  #reported = 0;
  /** The calls whose phones have begun to ring. */
  readonly #rang = new WeakSet<PlacedCall>();
  /** Those that {@link takeRinging} has not returned. */
  readonly #ringing: PlacedCall[] = [];

  constructor(outcome: PlacedOutcome) {
    this.outcome = outcome;
  }

  /** What a phone does unless it is decided while it rings: the option `phones` of the simulator. */
  readonly scripted = (_to: string, dialedBy: PhoneDialer): CalleeBehavior | undefined => {
    if (dialedBy !== 'createCall') return undefined;
    const { outcome } = this;
    // A decision while it rings has precedence.
    if (outcome === 'ask' || outcome.kind === 'detected') return { noAnswer: true };
    return behaviorOf(outcome.outcome, outcome.after === undefined ? {} : { after: outcome.after });
  };

  /**
   * Begins to watch for calls.
   *
   * @param held returns the id of the call that is held; `undefined` until it has begun
   */
  watch(platform: Platform, held: () => string | undefined, isHeldOutbound: boolean): void {
    platform.watch((change) => {
      if (change.kind === 'entry') {
        const { change: how, entry, ofCall } = change;
        const call = ofCall === undefined ? undefined : this.#calls.get(ofCall);
        if (how !== 'added' || call === undefined) return;
        this.#entries.push(entry);
        this.#offsets.push(call.startedAt);
        return;
      }
      const { callId, ofCall, direction, state, line, number } = change.leg;
      const isHeld = callId === held() || (held() === undefined && isHeldOutbound);
      if (direction !== 'outbound' || callId !== ofCall || isHeld) return;
      const known = this.#calls.get(callId);
      const startedAt = platform.seconds;
      const call = known ?? { number, line, startedAt, isUndecided: false, party: undefined };
      if (known === undefined) this.#calls.set(callId, call);
      const isDecidedHere = this.outcome === 'ask' || this.outcome.kind === 'detected';
      if (state === 'ringing' && isDecidedHere && !this.#rang.has(call)) {
        this.#rang.add(call);
        call.isUndecided = true;
        this.#ringing.push(call);
      } else if (state === 'connected' || state === 'over') call.isUndecided = false;
    });
  }

  /** Returns the phones that have begun to ring since the last time, and still do. */
  takeRinging(): readonly PlacedCall[] {
    return this.#ringing.splice(0).filter(({ isUndecided }) => isUndecided);
  }

  /** The calls that are up, or whose phones ring. */
  get live(): readonly PlacedCall[] {
    return [...this.#calls.values()].filter(({ line }) => line.cause === undefined);
  }

  /** The numbers that were called. */
  get numbers(): readonly string[] {
    return [...new Set([...this.#calls.values()].map(({ number }) => number))];
  }

  /** Returns a call that is up by the number of its party, in any spelling. */
  find(number: string): PlacedCall | undefined {
    return this.live.findLast((call) => isNumber(call.number, number));
  }

  /**
   * Returns the call whose phone a command decides; `undefined` if it is about a phone that the held call rings.
   *
   * @param held the numbers of the phones that the held call rings
   * @throws CommandError if the command does not say which of several phones it means
   */
  decidedBy(
    { outcome, to }: Extract<PhoneCommand, { kind: 'phone' }>,
    held: readonly string[],
  ): PlacedCall | undefined {
    const ringing = this.live.filter(({ isUndecided }) => isUndecided);
    if (to !== undefined) return ringing.find(({ number }) => isNumber(number, to));
    const [only] = ringing;
    if (only === undefined || ringing.length + held.length === 1) return only;
    throw new CommandError(`Several phones ring: ${[...held, ...ringing.map(({ number }) => number)].join(', ')}.`, {
      hint: `Write ${outcome} ${only.number}.`,
    });
  }

  /** What can be decided about the calls now. */
  waitsFor(): ChoiceReport[] {
    return this.live.flatMap(({ number, line, isUndecided }): ChoiceReport[] => {
      if (isUndecided) {
        const text = `${number} rings, called by the application: answer, busy, no-answer or reject`;
        return [{ kind: 'rings', text, to: [number] }];
      }
      // Choices of the person at the phone are made with `as NUMBER`.
      return line.choices.filter(isStop).map((choice: CallChoice) => choiceReport(choice, ''));
    });
  }

  /** Returns the entries since the last time, with the times of the held call. */
  take(): readonly TimelineEntry[] {
    const from = this.#reported;
    this.#reported = this.#entries.length;
    return this.#entries.slice(from).map((entry, index) => {
      const at = entry.at + (this.#offsets[from + index] ?? 0);
      return { ...entry, at: Math.round(at * 1000) / 1000 };
    });
  }

  /** All entries so far. */
  get entries(): readonly TimelineEntry[] {
    return this.#entries;
  }
}
