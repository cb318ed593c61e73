import { Leg } from '../calls/leg.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { numberOf, stringOf, type VerbReading } from '../documents/parsed-verb.js';
import { transferAnswerEvent, transferDisconnectEvent } from '../events/call-events.js';
import { runLeg, type VerbRun } from '../script/script.js';
import { type Address, addressFor } from '../settings/address.js';
import { ringOut, shownCaller } from './ringing.js';
import { converse } from './room.js';

/** The legs that a `Transfer` dials: they ring together, and the first to answer is joined with the call. */
export class TransferGroup {
  readonly #run: VerbRun;
  readonly #legs: Leg[] = [];
  #lastOver: Leg | undefined;

  constructor(run: VerbRun) {
    this.#run = run;
  }

  /** The leg that `transferComplete` is about: the last to end, which is the one that answered where one did. */
  get reported(): Leg {
    if (this.#lastOver === undefined) throw new TypeError('a transfer is reported of which no leg is over');
    return this.#lastOver;
  }

  /** Rings all destinations. */
  dial(): void {
    const { leg, children, attributes } = this.#run;
    const names = children.map(({ text }) => text).join(' and ');
    leg.doing = `waits while ${names} ${children.length > 1 ? 'are' : 'is'} called`;
    leg.whenOver(() => this.#callerLeft());
    for (const destination of children) this.#dialOne(destination, numberOf(attributes, 'callTimeout'));
  }

  #dialOne(destination: VerbReading, callTimeout: number): void {
    const { leg: caller, base } = this.#run;
    const { board } = caller.call;
    const { name, attributes } = destination;
    const leg = this.#legTo(destination);
    leg.whenOver(() => {
      const address = addressFor('transferDisconnect', name, attributes, base);
      if (address !== undefined) {
        board.follow('transfer.order');
        deliverInBackground(leg, address, transferDisconnectEvent(leg));
      }
      this.#legOver(leg);
    });
    board.spawn(async () => {
      await ringOut(leg, callTimeout, 'transferredTo');
      if (!leg.isOver) await this.#pickedUp(leg, addressFor('transferAnswer', name, attributes, base));
    });
  }

  /** A leg as part of the call: its numbers are those of the call that runs the transfer. */
  #legTo({ text, attributes }: VerbReading): Leg {
    const { leg: caller } = this.#run;
    const { call } = caller;
    const callerId = this.#callerId();
    const leg = new Leg({
      call,
      name: text,
      direction: 'outbound',
      from: caller.from,
      to: caller.to,
      callbackTimeout: caller.callbackTimeout,
      transfer: { parentCallId: caller.id, callerId, to: text },
      ...shownCaller(caller, callerId, {
        privacy: this.#run.attributes.privacy === true,
        displayName: stringOf(this.#run.attributes, 'transferCallerDisplayName'),
      }),
    });
    call.board.follow('tag.leg');
    leg.tag = stringOf(attributes, 'tag') ?? '';
    call.legs.push(leg);
    this.#legs.push(leg);
    return leg;
  }

  /** The number that the called parties see: without one in the document, that of the far end of the call. */
  #callerId(): string {
    const { leg, attributes } = this.#run;
    const given = stringOf(attributes, 'transferCallerId');
    if (given !== undefined && given !== '') return given;
    leg.call.board.follow('transfer.caller-id');
    return leg.direction === 'inbound' ? leg.from : leg.to;
  }

  /** Drops the others, and joins the party that has answered once its document has ended. */
  async #pickedUp(leg: Leg, address: Address | undefined): Promise<void> {
    const { leg: caller } = this.#run;
    this.#dropOthers(leg);
    if (address !== undefined && !(await whisper(leg, address))) return;
    caller.call.board.follow('transfer.joined');
    await converse(leg, caller);
  }

  #dropOthers(answered: Leg): void {
    const { board } = answered.call;
    for (const leg of this.#legs) {
      if (leg === answered || leg.isOver) continue;
      board.follow('transfer.others-dropped');
      board.follow('transfer.others-cause');
      leg.end('hangup', 'is dropped: another party has answered');
    }
  }

  #legOver(leg: Leg): void {
    this.#lastOver = leg;
    if (this.#legs.every(({ isOver }) => isOver)) this.#run.leg.give({ type: 'transfer over' });
  }

  #callerLeft(): void {
    const { board } = this.#run.leg.call;
    for (const leg of this.#legs) {
      if (leg.isOver) continue;
      board.follow(leg.answeredAt === undefined ? 'transfer.caller-gives-up' : 'transfer.caller-left');
      if (leg.answeredAt === undefined) leg.end('cancel', 'is dropped: the caller gave up');
      else leg.end('hangup', 'is hung up: the caller has left');
    }
  }
}

/** Runs what `transferAnswerUrl` answers for the called party alone; whether it is there to be joined afterwards. */
async function whisper(leg: Leg, address: Address): Promise<boolean> {
  const { board } = leg.call;
  board.follow('transfer.whisper');
  leg.doing = 'is on the line alone, with the document of transferAnswer';
  const isDone = await runLeg(leg, () => deliverForDocument(leg, address, transferAnswerEvent(leg)));
  if (leg.errorMessage !== undefined) board.follow('transfer.whisper-fails');
  return isDone && !leg.isOver;
}
