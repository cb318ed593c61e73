// A call that is held: its steps, and the time between them.
import type { Call, CallChoice, Party, Platform, TimelineEntry } from 'bxml-jsx/testing';
import { CALLER, type CallTestStep } from '../call-test/call-test.js';
import { CommandError } from '../terminal/command-error.js';
import type { CallCommand } from './call-command.js';
import { CallParties } from './call-parties.js';
import { CallRecorder, type RecordedAction } from './call-recorder.js';
import type { ChoiceReport } from './call-report.js';
import { assertListens, choiceReport, isInBackground, isStop } from './choice-report.js';
import { hasHeard, patternOf } from './entry-report.js';
import { PhoneDecisions } from './phone-decisions.js';
import type { PhoneCommand, PlacedCall, PlacedCalls } from './placed-calls.js';

/** What the steps of a call need. */
export interface SessionCallSettings {
  readonly platform: Platform;
  /** The origin of the application, left out of URLs. */
  readonly origin: string;
  /** Virtual seconds that pass at most until the call leaves a choice. */
  readonly within: number;
  /** The calls that the application places, if it can. */
  readonly placed: PlacedCalls | undefined;
}

/** Seconds after which a call looks whether the application has placed another one. */
const SLICE = 0.25;

/** A command that changes the call. */
export type ChangingCommand = Exclude<
  CallCommand,
  { kind: 'hears' | 'status' | 'timeline' | 'documents' | 'help' | 'quit' | 'save' }
>;

/**
 * A call that has begun. After each step, time passes until the call waits for something. What happens is recorded as the steps
 * of a test.
 */
export class SessionCall {
  readonly call: Call;
  readonly #settings: SessionCallSettings;
  readonly #recorder: CallRecorder;
  /** The call over or idle, as the last step left it. */
  #rest: CallChoice | undefined;
  readonly #parties = new CallParties();
  readonly #decisions = new PhoneDecisions();
  /** The number of timeline entries that were passed to the recorder. */
  #collected = 0;
  #collectedOthers = 0;
  /** The step that is recorded and has not happened yet. */
  #pendingStep: CallTestStep | undefined;

  constructor(call: Call, settings: SessionCallSettings) {
    this.call = call;
    this.#settings = settings;
    this.#parties.add(this.#leg, call);
    this.#parties.add(CALLER, call);
    this.#recorder = new CallRecorder(this.#leg, settings.origin);
  }

  /** Returns the steps of a test so far. */
  steps(): readonly CallTestStep[] {
    return this.#recorder.steps(this.call.cause);
  }

  /** Begins a step: nothing of it has happened. */
  beginStep(): void {
    this.#pendingStep = undefined;
  }

  /** Executes a command. */
  perform(command: ChangingCommand): Promise<void> | void {
    switch (command.kind) {
      case 'press':
      case 'say':
      case 'speak':
      case 'hang-up':
        return this.#act(command);
      case 'wait':
        return this.#wait(command.seconds);
      case 'silence':
        return this.#silence();
      case 'phone':
        return this.#phone(command);
      case 'refer':
        return this.#refer(command);
      case 'detected': {
        const placed = this.#settings.placed?.decidedBy({ kind: 'phone', outcome: 'answer' }, []);
        if (placed !== undefined) return this.#decide(placed, command).then(() => this.advance());
        throw new CommandError('No outbound call rings.', {
          hint: 'human and machine answer a call that was started with --outbound, or that the application places.',
        });
      }
    }
  }

  /** Replaces the step that failed by what has happened: the keys that were pressed, or that time has passed. */
  recordFailed(from: number): void {
    const step = this.#pendingStep;
    if (step === undefined) return;
    const seconds = this.#secondsSince(from);
    const pressed = this.call.wholeTimeline.slice(this.#collected).filter(({ kind }) => kind === 'keys').length;
    const passed = seconds === 0 ? undefined : ({ kind: 'waits', seconds } as const);
    const isPartial = step.kind === 'press' && pressed > 0;
    this.#recorder.replaceLast(isPartial ? { ...step, keys: step.keys.slice(0, pressed) } : passed);
    this.#collect();
    this.#recorder.passed(this.#isOver);
  }

  /**
   * Waits for words that were not heard since the last step.
   *
   * @param began the entry of the timeline at which the last step began
   */
  async hears(words: string, name: string | undefined, began: number): Promise<void> {
    const party = this.#party(name);
    const pattern = patternOf(words);
    const others = this.#settings.placed?.entries ?? [];
    const entries = [...this.call.wholeTimeline.slice(began), ...others];
    if (hasHeard(entries, party.timeline[0]?.leg, pattern)) return;
    this.#record({ step: { kind: 'waits', seconds: 0 } });
    const heard = await party.hears(pattern);
    this.#recorder.replaceLast(undefined);
    this.#pendingStep = undefined;
    this.#collect();
    this.#recorder.ended(heard);
  }

  /** Lets time pass until the call waits for something. */
  async advance(): Promise<void> {
    this.#pendingStep = undefined;
    const stopped = this.call.choices.find((choice) => isStop(choice) || choice.kind === 'connected');
    this.#collect();
    if (stopped !== undefined) {
      this.#rest = undefined;
      this.#recorder.passed(isStop(stopped));
      return;
    }
    for (;;) {
      const choice = await this.#nextChoice();
      if (choice === undefined) {
        this.#rest = undefined;
        this.#collect();
        this.#recorder.passed(false);
        return;
      }
      this.#recorder.advanced(choice, this.#settings.within);
      // Keys can be pressed at any time; a prompt or a menu may follow.
      const goesOn = isInBackground(choice) && choice.kind === 'listens' && choice.verb.name === 'StartGather';
      if (goesOn) continue;
      this.#settle(choice);
      return;
    }
  }

  /** What can be decided now. */
  waitsFor(): readonly ChoiceReport[] {
    if (this.#isOver) return [choiceReport({ kind: 'over', cause: this.call.cause ?? '' }, this.#leg)];
    const others = this.#settings.placed?.waitsFor() ?? [];
    const open = this.call.choices.flatMap((choice) => this.#decisions.undecided(choice) ?? []);
    const isResting = open.length === 0 && others.length === 0 && this.#rest !== undefined;
    const choices = isResting && this.#rest !== undefined ? [this.#rest] : open;
    return [...choices.map((choice) => choiceReport(choice, this.#leg)), ...others];
  }

  get #isOver(): boolean {
    return this.call.cause !== undefined;
  }

  get #leg(): string {
    return this.call.timeline[0]?.leg ?? CALLER;
  }

  #secondsSince(from: number): number {
    return Math.round((this.#settings.platform.seconds - from) * 1000) / 1000;
  }

  async #act(command: Extract<CallCommand, { kind: 'press' | 'say' | 'speak' | 'hang-up' }>): Promise<void> {
    const party = this.#party(command.party);
    const of = this.#of(party);
    if (command.kind === 'hang-up') {
      this.#record({ step: { kind: 'hangUp', ...of } });
      await party.hangUp();
    } else {
      const placed = this.#settings.placed?.live.find(({ line }) => line.callId === party.callId);
      if (command.kind !== 'press' || !command.now) assertListens(placed?.line ?? this.call, party, command.kind);
      await this.#enter(party, command, of);
    }
    await this.advance();
  }

  /** Returns a party by its number. A call that the application has placed is named in the test from then on. */
  #party(name: string | undefined): Party {
    const placed = name === undefined ? undefined : this.#settings.placed?.find(name);
    if (placed !== undefined) this.#name(placed);
    return this.#parties.find(this.call, name);
  }

  /** Returns how steps name a party: not at all if it is the person who holds the call. */
  #of(party: Party): { readonly party?: string } {
    const leg = party.timeline[0]?.leg ?? CALLER;
    const name = this.#recorder.partyOf(leg);
    if (name === undefined) throw new CommandError(`No step has decided the phone of ${leg}.`);
    return name === CALLER ? {} : { party: name };
  }

  async #enter(
    party: Party,
    command: Extract<CallCommand, { kind: 'press' | 'say' | 'speak' }>,
    of: { readonly party?: string },
  ): Promise<void> {
    const awaits = 'listens';
    switch (command.kind) {
      case 'press': {
        const { keys, now } = command;
        this.#record({ step: { kind: 'press', keys, ...(now ? { now } : {}), ...of }, ...(now ? {} : { awaits }) });
        return party.press(keys, { now });
      }
      case 'say':
        this.#record({ step: { kind: 'says', words: command.words, ...of }, awaits });
        return party.says(command.words);
      case 'speak':
        this.#record({ step: { kind: 'speaksFor', seconds: command.seconds, ...of }, awaits });
        return party.speaksFor(command.seconds);
    }
  }

  async #wait(seconds: number): Promise<void> {
    const from = this.#settings.platform.seconds;
    this.#record({ step: { kind: 'waits', seconds } });
    if (this.#settings.placed === undefined) await this.call.waits(seconds);
    else {
      for (let left = seconds; left > 0 && !this.#isOver; left = seconds - this.#secondsSince(from)) {
        await this.call.waits(Math.min(SLICE, left));
        if (await this.#hasRung()) break;
      }
      this.#recorder.replaceLast({ kind: 'waits', seconds: this.#secondsSince(from) });
    }
    this.#pendingStep = undefined;
    const choices = this.call.choices;
    this.#rest = undefined;
    this.#collect();
    this.#recorder.passed(choices.some(isStop) || this.#isOver);
  }

  async #silence(): Promise<void> {
    const from = this.#settings.platform.seconds;
    this.#record({ step: { kind: 'waits', seconds: 0 } });
    let choice = await this.#nextChoice();
    // A choice that was open before is returned first, without time.
    for (
      let left = 20;
      left > 0 &&
      choice !== undefined &&
      choice.kind !== 'over' &&
      choice.kind !== 'idle' &&
      this.#settings.platform.seconds === from;
      left--
    ) {
      choice = await this.#nextChoice();
    }
    this.#recorder.replaceLast({ kind: 'waits', seconds: this.#secondsSince(from) });
    this.#pendingStep = undefined;
    this.#settle(choice);
    this.#recorder.passed(choice !== undefined && (isStop(choice) || choice.kind === 'over'));
  }

  async #phone(command: Extract<CallCommand, { kind: 'phone' }>): Promise<void> {
    const { choices } = this.call;
    const held = choices.flatMap((choice) => (choice.kind === 'rings' ? choice.phones.map((each) => each.number) : []));
    const placed = this.#settings.placed?.decidedBy(command, held);
    if (placed !== undefined) {
      await this.#decide(placed, command);
      return this.advance();
    }
    const waitsFor = this.waitsFor().map(({ text }) => text);
    const steps = this.#decisions.decide(choices, command, waitsFor.join('; ') || 'nothing');
    if (steps === undefined) return;
    const [first] = steps;
    const step: CallTestStep = steps.length === 1 && first !== undefined ? first : { kind: 'together', steps };
    this.#record({ step, awaits: 'rings' });
    const parties = await Promise.all(steps.map((each) => this.call[each.kind](each.to, each.behavior)));
    for (const [index, each] of steps.entries()) {
      const party = parties[index];
      if (party === undefined) continue;
      const leg = party.timeline[0]?.leg ?? each.to;
      this.#parties.add(leg, party);
      this.#recorder.named(leg, each.to);
    }
    await this.advance();
  }

  /** Decides the phone of a call that the application has placed, while it rings. */
  async #decide(placed: PlacedCall, command: PhoneCommand): Promise<void> {
    const { line } = placed;
    const isAnswer = command.kind === 'detected' || command.outcome === 'answer';
    if (!isAnswer && command.after !== undefined)
      throw new CommandError(`${command.outcome} of a phone that the application calls has no time.`, {
        hint: `Write wait ${command.after}, then ${command.outcome}.`,
      });
    if (!isAnswer && command.outcome === 'fail')
      throw new CommandError('A phone that rings cannot fail.', { hint: 'Start the call with --placed fail.' });
    placed.isUndecided = false;
    // It rings until its time is over, as the test sets it beforehand.
    if (!isAnswer && command.outcome === 'no-answer') return;
    const party = this.#name(placed);
    if (isAnswer) {
      const options = {
        ...(command.after === undefined ? {} : { after: command.after }),
        ...(command.kind === 'detected' ? { detectedAs: command.as } : {}),
      };
      this.#record({ step: { kind: 'answers', party, options } });
      await line.answers(options);
    } else {
      const kind = command.outcome === 'busy' ? 'isBusy' : 'rejects';
      this.#record({ step: { kind, party } });
      await line[kind]();
    }
    this.#pendingStep = undefined;
  }

  /** Names the party of a call that the application has placed, in a step of the test. Returns the name. */
  #name(placed: PlacedCall): string {
    if (placed.party !== undefined) return placed.party;
    const { number, line } = placed;
    const party = this.#recorder.newName(number);
    placed.party = party;
    this.#record({ step: { kind: 'rings', to: number, as: party } });
    this.#pendingStep = undefined;
    const leg = line.timeline[0]?.leg ?? number;
    this.#parties.add(leg, line);
    this.#recorder.named(leg, party);
    return party;
  }

  async #refer({ succeeds, status }: Extract<CallCommand, { kind: 'refer' }>): Promise<void> {
    const choice = this.call.choices.find(({ kind }) => kind === 'refers');
    if (choice?.kind !== 'refers') throw new CommandError('No REFER waits for its outcome.');
    const outcome = succeeds
      ? ({ succeeds } as const)
      : ({ fails: true, ...(status === undefined ? {} : { status }) } as const);
    this.#record({ step: { kind: 'referredTo', to: choice.to, outcome }, awaits: 'refers' });
    await this.call.referredTo(choice.to, outcome);
    await this.advance();
  }

  /** Returns the next choice of the call; `undefined` if a call that the application has placed comes to one first. */
  async #nextChoice(): Promise<CallChoice | undefined> {
    const { within, placed } = this.#settings;
    if (placed === undefined) return this.call.nextChoice({ within });
    if (await this.#hasRung()) return undefined;
    for (let passed = 0; ; passed += SLICE) {
      const slice = { within: Math.min(SLICE, within - passed) };
      // Their faults are reported with the step.
      const others = Promise.all(placed.live.map(({ line }) => line.nextChoice(slice).catch(() => undefined)));
      const [choice, reached] = await Promise.all([this.call.nextChoice(slice), others]);
      const hasRung = await this.#hasRung();
      const isLate = choice.kind === 'idle' && choice.reason === 'time';
      if (choice.kind !== 'idle') return choice;
      if (hasRung || reached.some((each) => each !== undefined && isStop(each))) return undefined;
      if (!isLate || passed + SLICE >= within) return choice;
    }
  }

  /** True if a phone that the application calls has begun to ring, and the person decides it. */
  async #hasRung(): Promise<boolean> {
    const { placed } = this.#settings;
    const ringing = placed?.takeRinging() ?? [];
    if (placed === undefined || placed.outcome === 'ask') return ringing.length > 0;
    for (const each of ringing) await this.#decide(each, placed.outcome);
    return false;
  }

  #settle(choice: CallChoice | undefined): void {
    this.#rest = choice?.kind === 'idle' || choice?.kind === 'over' ? choice : undefined;
    this.#collect();
  }

  /** Records a step that is about to happen. */
  #record(action: RecordedAction): void {
    this.#collect();
    this.#recorder.act(action);
    this.#pendingStep = action.step;
  }

  /** Passes new entries of the timelines to the recorder. */
  #collect(): void {
    const { wholeTimeline } = this.call;
    const others: readonly TimelineEntry[] = this.#settings.placed?.entries ?? [];
    this.#recorder.add([...wholeTimeline.slice(this.#collected), ...others.slice(this.#collectedOthers)]);
    this.#collected = wholeTimeline.length;
    this.#collectedOthers = others.length;
  }
}
