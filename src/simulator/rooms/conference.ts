import type { ConferenceRecordingState } from '../background/conference-recording.js';
import { behaviors } from '../behaviors/index.js';
import { BackgroundRegistry } from '../calls/background.js';
import { API, type SimulatedCall } from '../calls/call.js';
import { type RecordedLeg, SubjectRecord } from '../calls/call-record.js';
import type { ConferenceFacts } from '../calls/facts.js';
import { CallFailure } from '../calls/failure.js';
import type { HeardPrompt, Hearing } from '../calls/hearing.js';
import { type CallInput, InputKind } from '../calls/input.js';
import { CallEnded, type Simulation } from '../calls/simulation.js';
import { updateVoices } from '../calls/voice.js';
import { type WaitOptions, Waits } from '../calls/waits.js';
import { deliverAside, deliverInBackground } from '../delivery/delivery.js';
import type { FetchedDocument } from '../documents/parsed-verb.js';
import {
  conferenceCompletedEvent,
  conferenceCreatedEvent,
  conferenceMemberExitEvent,
  conferenceMemberJoinEvent,
} from '../events/conference-events.js';
import { type Executors, Interpreter, type Subject } from '../interpreter/interpreter.js';
import type { Address } from '../settings/address.js';
import type { SimulatedEvent, TaggedEvent } from '../settings/sent-events.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';
import type { TimedStep } from '../time/clock.js';
import type { Input } from '../time/timeline.js';
import { changesText, joiningText, type Membership } from './conference-member.js';
import { ConferencePrompt } from './conference-prompt.js';
import { Room } from './room.js';

/** Says that the conference is over, to the members that it puts out. */
export const CONFERENCE_OVER = new InputKind<undefined>('conference over');

/** The properties of a new conference, from the verb of the call that creates it. */
export interface NewConference {
  readonly name: string;
  /** Where its events are sent; `undefined` if it sends none. */
  readonly address: Address | undefined;
  /** Seconds. Default: that of the call */
  readonly callbackTimeout: number | undefined;
}

/** Returns the error for a conference that a call cannot join. */
const cannotJoin = (message: string): CallFailure => new CallFailure('application-error', message);

/**
 * A conference: a room whose members hear each other by its rules, and which sends events and runs documents of its own.
 */
export class SimulatedConference extends Room implements Subject, RecordedLeg {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  readonly id: string;
  readonly name: string;
  readonly address: Address | undefined;
  readonly callbackTimeout: number;
  /** The tag of the call that created it, at that moment. */
  readonly tag: string;
  /** The `callId` of the call that created it; of a leg, that of its call. */
  readonly createdBy: string;
  /** Milliseconds of simulated time. */
  readonly startedAt: number;
  endedAt: number | undefined;
  cause = '';
  readonly failure: undefined;
  readonly errorMessage: undefined;
  readonly responseContext: undefined;
  readonly survivesFailures = true;
  requesting = 0;
  readonly prompts: HeardPrompt[] = [];
  readonly background = new BackgroundRegistry((stop) => void this.#atEnd.push(stop));
  /** The recordings that have stopped, in order. */
  readonly recordings: ConferenceRecordingState[] = [];
  readonly #memberships = new Map<SimulatedCall, Membership>();
  /** All calls that have been members, in order. */
  readonly #everIn = new Set<SimulatedCall>();
  readonly #unlink = new Map<SimulatedCall, () => void>();
  readonly #interpreter: Interpreter<SimulatedConference>;
  readonly #waits: Waits;
  readonly #queue: FetchedDocument[] = [];
  readonly #atEnd: (() => void)[] = [];
  readonly #timeLimit: TimedStep;
  #isRunning = false;
  #prompt: ConferencePrompt | undefined;

  /** @param executors execute the verbs of its documents */
  constructor(
    creator: SimulatedCall,
    { name, address, callbackTimeout }: NewConference,
    executors: Executors<SimulatedConference>,
  ) {
    super();
    const { simulation, tag } = creator;
    this.simulation = simulation;
    this.record = new SubjectRecord(simulation);
    this.record.legs.push(this);
    this.id = simulation.ids.next('conf');
    this.name = name;
    this.address = address;
    this.callbackTimeout = callbackTimeout ?? creator.callbackTimeout;
    this.tag = tag;
    this.createdBy = creator.family[0]?.id ?? creator.id;
    this.startedAt = simulation.clock.now;
    this.#interpreter = new Interpreter(this, executors);
    this.#waits = new Waits(simulation.clock, this.record);
    this.#timeLimit = simulation.clock.after(behaviors['conference.time-limit'].value * 3_600_000, this.record, () => {
      simulation.recordCoverage('conference.time-limit');
      this.complete('is ended: the limit of 24 hours is reached');
    });
    simulation.conferences.add(this);
    simulation.scheduler.wake(simulation.conferences);
    if (address === undefined) simulation.recordCoverage('conference.no-url');
    this.#cover('conference.settings', 'conference.tag');
    if (callbackTimeout !== undefined) simulation.recordCoverage('conference.callback-timeout');
    this.record.noteChange(this, 'is created');
    this.#cover('conference.created', 'conference.created-order');
    this.#send(conferenceCreatedEvent(this.facts()));
  }

  /** Returns the conference with an id, active or over; `undefined` if there is none. */
  static find(simulation: Simulation, id: string): SimulatedConference | undefined {
    const conference = simulation.conferences.get(id);
    return conference instanceof SimulatedConference ? conference : undefined;
  }

  /** Returns the active conference with a name; `undefined` if there is none. */
  static active(simulation: Simulation, name: string): SimulatedConference | undefined {
    const conference = simulation.conferences.active(name);
    return conference instanceof SimulatedConference ? conference : undefined;
  }

  /** Returns the latest conference with a name, active or over; `undefined` if there is none. */
  static latest(simulation: Simulation, name: string): SimulatedConference | undefined {
    const conference = simulation.conferences.latest(name);
    return conference instanceof SimulatedConference ? conference : undefined;
  }

  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** What it does, for messages. */
  get doing(): string {
    const labels = this.members.map(({ label }) => label);
    return `has ${labels.length} member${labels.length === 1 ? '' : 's'}: ${labels.join(', ')}`;
  }

  get answeredAt(): number {
    return this.startedAt;
  }

  /** Returns how a call takes part; `undefined` if it is not a member. */
  membershipOf(call: SimulatedCall): Membership | undefined {
    return this.#memberships.get(call);
  }

  /** The calls that are members or have been, in the order in which they joined first. */
  get everIn(): readonly SimulatedCall[] {
    return [...this.#everIn];
  }

  /** True if the call is a member, or has been one. */
  hasHad(call: SimulatedCall): boolean {
    return this.#everIn.has(call);
  }

  override canHear(listener: SimulatedCall, speaker: SimulatedCall): boolean {
    const hearing = this.#memberships.get(listener);
    const speaking = this.#memberships.get(speaker);
    if (hearing === undefined || speaking === undefined || listener === speaker) return false;
    if (hearing.hold || speaking.hold || speaking.mute) return false;
    return speaking.callIdsToCoach.length === 0 || speaking.callIdsToCoach.includes(listener.id);
  }

  /** Returns the member that coaches, other than a call. */
  coachBeside(call: SimulatedCall): SimulatedCall | undefined {
    return this.members.find((each) => each !== call && (this.#memberships.get(each)?.callIdsToCoach ?? []).length > 0);
  }

  /**
   * Lets a call join.
   *
   * @throws CallFailure if the conference is full, or has another coach
   */
  enter(call: SimulatedCall, membership: Membership): void {
    const { simulation, record, name } = this;
    const limit = behaviors['conference.full'].value;
    if (this.members.length >= limit) {
      simulation.recordCoverage('conference.full');
      throw cannotJoin(`<Conference>${name}</Conference> is full: it has ${limit} members`);
    }
    if (membership.callIdsToCoach.length > 0 && this.coachBeside(call) !== undefined) {
      simulation.recordCoverage('conference.second-coach');
      throw cannotJoin(
        `<Conference>${name}</Conference> has a coach: callIdsToCoach is allowed for one member at a time`,
      );
    }
    this.join(call);
    this.#memberships.set(call, membership);
    this.#everIn.add(call);
    updateVoices(this.members);
    this.#unlink.set(call, simulation.scheduler.link(call.record, record));
    call.record.conferences.add(record);
    record.calls.add(call.record);
    call.beforeEnd(() => this.leave(call));
    call.doing = `is in the conference ${name}`;
    const text = joiningText(membership);
    call.record.noteChange(call, `joins the conference ${name}${text}`);
    this.#noteMember(call, `joins${text}`);
    this.#cover('conference.join', 'conference.events-at-once');
    this.#coverMembership(membership);
    if (this.#prompt !== undefined) {
      simulation.recordCoverage('conference.audio-late');
      this.#updatePrompt(call);
    }
    this.#send(conferenceMemberJoinEvent(this.facts(), call.facts()));
    record.wake();
  }

  /**
   * Takes a call out; does nothing if it is not a member. The conference ends with its last member.
   *
   * @param redirected the events follow when it resolves. Default: at once
   */
  override leave(call: SimulatedCall, redirected?: Promise<void>): void {
    if (!this.#memberships.delete(call)) return;
    const { record } = this;
    super.leave(call);
    this.#prompt?.setHeard(call, false);
    call.record.noteChange(call, `leaves the conference ${this.name}`);
    this.#noteMember(call, 'leaves');
    this.#cover('conference.exit', 'conference.exit-order');
    const exit = conferenceMemberExitEvent(this.facts(), call.facts());
    const isLast = this.#memberships.size === 0;
    if (isLast) this.#end('is over: the last member has left');
    const completed = conferenceCompletedEvent(this.facts());
    const report = (): void => {
      this.#send(exit);
      if (isLast) this.#sendCompleted(completed);
    };
    if (redirected === undefined) report();
    else record.background(() => redirected.then(report));
    record.wake();
    this.#unlink.get(call)?.();
    this.#unlink.delete(call);
  }

  /** Changes how a member takes part. */
  update(call: SimulatedCall, membership: Membership): void {
    const before = this.#memberships.get(call);
    if (before === undefined) return;
    this.#memberships.set(call, membership);
    updateVoices(this.members);
    this.#coverMembership(membership);
    const changes = changesText(before, membership);
    if (changes !== '') {
      call.record.noteChange(call, `${changes} in ${this.name}`);
      this.#noteMember(call, changes);
    }
    this.#updatePrompt(call);
    this.record.wake();
  }

  /** Ends the conference. Its members continue with the verb after `Conference`. */
  complete(words: string): void {
    const { members } = this;
    this.record.noteChange(this, words);
    for (const call of members) this.leave(call);
    for (const call of members) call.deliver(CONFERENCE_OVER.of(undefined));
  }

  /** Runs a document after those that came before it. */
  enqueue(document: FetchedDocument): void {
    if (this.isOver) {
      this.simulation.recordCoverage('conference.late-document');
      this.record.noteChange(this, 'is over: the document does not run');
      return;
    }
    this.simulation.recordCoverage('conference.queue');
    this.#queue.push(document);
    if (!this.#isRunning) this.simulation.spawn(() => this.#runQueue());
  }

  async #runQueue(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const document = next;
      await this.#interpreter.run(async () => document);
    }
    this.#isRunning = false;
  }

  /** Sends an event that may be answered with a document, and puts the document into the queue. */
  deliver(event: TaggedEvent, address: Address): void {
    this.simulation.spawn(async () => {
      const document = await deliverAside(this, address, event);
      if (document !== undefined) this.enqueue(document);
    });
  }

  #send(event: TaggedEvent): void {
    if (this.address !== undefined) this.deliver(event, this.address);
  }

  #end(words: string): void {
    const { simulation, record } = this;
    this.endedAt = simulation.clock.now;
    this.cause = 'completed';
    this.#queue.length = 0;
    record.noteChange(this, words);
    simulation.conferences.noteEnd(this);
    simulation.clock.cancel(this.#timeLimit);
    this.#waits.end(new CallEnded());
    this.#cover('conference.completed', 'conference.completed-order', 'conference.name');
    for (const action of this.#atEnd) action();
  }

  #sendCompleted(event: SimulatedEvent): void {
    const { address } = this;
    if (address === undefined) return;
    // Not every application needs this event of a URL for all events of the conference.
    deliverInBackground(this, { ...address, source: { ...address.source, isExplicit: false } }, event);
  }

  /** Begins to play a prompt to the members. */
  hear(heard: HeardSpeech | HeardAudio): Hearing {
    const prompt = new ConferencePrompt(this, heard);
    this.simulation.recordCoverage('conference.audio');
    this.#prompt = prompt;
    for (const call of this.members) this.#updatePrompt(call);
    return {
      end: (finished) => {
        prompt.end(finished);
        if (this.#prompt === prompt) this.#prompt = undefined;
      },
    };
  }

  /** Lets a member hear the current prompt, unless it is on hold. */
  #updatePrompt(call: SimulatedCall): void {
    if (this.#prompt === undefined) return;
    const isOnHold = this.#memberships.get(call)?.hold !== false;
    if (isOnHold) this.simulation.recordCoverage('conference.audio-hold');
    this.#prompt.setHeard(call, !isOnHold);
  }

  wait(milliseconds: number, options?: WaitOptions): Promise<CallInput | undefined> {
    this.throwIfEnded();
    return this.#waits.wait(milliseconds, options);
  }

  interrupt(owner: object, reason: unknown): boolean {
    return this.#waits.interrupt(owner, reason);
  }

  /** @throws CallEnded if the conference is over, to stop the document that runs */
  throwIfEnded(): void {
    if (this.isOver) throw new CallEnded();
  }

  answer(): void {}

  /** Does nothing: a conference keeps the tag of the call that created it. */
  applyTag(): void {}

  documentEmpty(): void {
    this.simulation.recordCoverage('conference.empty-document');
  }

  documentDone(): void {
    this.simulation.recordCoverage('conference.document-end');
  }

  verbFailed(_verb: string, { message }: CallFailure): void {
    this.simulation.recordCoverage('conference.skipped-verb');
    this.record.noteChange(this, `skips a verb: ${message}`);
    this.record.fault(this, 'skipped-verb', message);
  }

  fail({ message }: CallFailure): void {
    this.record.noteChange(this, `does not run the rest of the document: ${message}`);
  }

  /** Returns the facts that its events include at this moment. */
  facts(): ConferenceFacts {
    const { simulation, id, name, tag } = this;
    const { accountId } = simulation.settings;
    return {
      eventTime: simulation.timeText(simulation.clock.now),
      accountId,
      conferenceId: id,
      conferenceUrl: `${API}/${accountId}/conferences/${id}`,
      name,
      tag,
    };
  }

  noteInput({ label }: SimulatedCall, entry: Input): void {
    this.record.note({ name: label }, { ...entry, conference: this.name });
  }

  #noteMember({ label }: SimulatedCall, text: string): void {
    this.record.note({ name: label }, { kind: 'change', text, conference: this.name });
  }

  #cover(...names: Parameters<Simulation['recordCoverage']>[0][]): void {
    for (const name of names) this.simulation.recordCoverage(name);
  }

  #coverMembership({ mute, hold, callIdsToCoach }: Membership): void {
    if (mute) this.#cover('conference.mute');
    if (hold) this.#cover('conference.hold');
    if (callIdsToCoach.length > 0) this.#cover('conference.coach', 'conference.coach-hears');
  }
}
