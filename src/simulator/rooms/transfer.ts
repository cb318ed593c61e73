import { SimulatedCall } from '../calls/call.js';
import type { CallFacts } from '../calls/facts.js';
import { InputKind } from '../calls/input.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { numberOf, type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import { transferAnswerEvent, transferDisconnectEvent } from '../events/room-events.js';
import { type Interpreter, interpreterFor, type VerbRun } from '../interpreter/interpreter.js';
import { type Address, addressFor } from '../settings/address.js';
import { ringFor, ringOut, shownCaller } from './ringing.js';
import { holdUntilHangup, Room } from './room.js';

/** Delivered when all legs of a transfer are over. */
export const TRANSFER_OVER = new InputKind<undefined>('transfer over');

/** The room of a `Transfer`: all destinations ring at the same time, and the first to answer is joined with the call. */
export class TransferRoom extends Room {
  readonly #run: VerbRun;
  readonly #legs: SimulatedCall[] = [];
  #lastOver: CallFacts | undefined;
  #stopRinging: () => void = () => undefined;

  constructor(run: VerbRun) {
    super();
    this.#run = run;
  }

  /** The facts of the leg that `transferComplete` describes: the last to end, which is the one that answered, if any did. */
  get reported(): CallFacts {
    if (this.#lastOver === undefined) throw new TypeError('the transfer is reported before any of its legs is over');
    return this.#lastOver;
  }

  /** Rings all destinations. */
  dial(): void {
    const { call, children, attributes } = this.#run;
    const names = children.map(({ text }) => text).join(' and ');
    call.doing = `waits while ${names} ${children.length > 1 ? 'are' : 'is'} called`;
    call.onEnd(() => this.callerLeft());
    this.#stopRinging = ringFor(call);
    for (const destination of children) this.#dialOne(destination, numberOf(attributes, 'callTimeout'));
  }

  #dialOne(destination: ParsedVerb, callTimeout: number): void {
    const { call: caller, base } = this.#run;
    const { simulation } = caller;
    const { name, attributes } = destination;
    const call = this.#legTo(destination);
    const interpreter = interpreterFor(call, this.#run.interpreter.executors);
    call.room = this;
    call.onEnd(() => {
      const address = addressFor('transferDisconnect', name, attributes, base);
      if (address !== undefined) {
        simulation.recordCoverage('transfer.order');
        deliverInBackground(call, address, transferDisconnectEvent(call.facts()));
      }
      this.#legOver(call);
    });
    simulation.spawn(async () => {
      await ringOut(call, callTimeout, 'transfer');
      if (call.isOver) return;
      const address = addressFor('transferAnswer', name, attributes, base);
      await this.#pickedUp(call, address && (() => whisper(call, address, interpreter)));
    });
  }

  /** Creates a leg. Its `from` and `to` are those of the call that runs the transfer. */
  #legTo({ text, attributes }: ParsedVerb): SimulatedCall {
    const { call: caller } = this.#run;
    const callerId = this.#callerId();
    const call = new SimulatedCall(caller, {
      name: text,
      direction: 'outbound',
      from: caller.from,
      to: caller.to,
      callbackTimeout: caller.callbackTimeout,
      transfer: { callerId, to: text },
      ...shownCaller(caller, callerId, {
        privacy: this.#run.attributes.privacy === true,
        displayName: stringOf(this.#run.attributes, 'transferCallerDisplayName'),
      }),
    });
    call.simulation.recordCoverage('tag.leg');
    call.tag = stringOf(attributes, 'tag') ?? '';
    call.dialedBy = this.#run;
    this.#legs.push(call);
    return call;
  }

  /** Returns the caller ID for the called parties: that of the document, or the number of the far end of the call. */
  #callerId(): string {
    const { call, attributes } = this.#run;
    const written = stringOf(attributes, 'transferCallerId');
    if (written !== undefined && written !== '') return written;
    call.simulation.recordCoverage('transfer.caller-id');
    return call.direction === 'inbound' ? call.from : call.to;
  }

  /**
   * Drops the other legs, and joins the party that has answered after its document has ended.
   *
   * @param whisper runs the document for the called party; undefined if there is none
   */
  async #pickedUp(call: SimulatedCall, whisper: (() => Promise<boolean>) | undefined): Promise<void> {
    const { call: caller } = this.#run;
    this.#stopRinging();
    this.#dropOthers(call);
    if (whisper !== undefined && !(await whisper())) return;
    caller.simulation.recordCoverage('transfer.joined');
    await holdUntilHangup(this, call, caller);
  }

  #dropOthers(answered: SimulatedCall): void {
    const { simulation } = answered;
    for (const call of this.#legs) {
      if (call === answered || call.isOver) continue;
      simulation.recordCoverage('transfer.others-dropped');
      simulation.recordCoverage('transfer.others-cause');
      call.end('hangup', 'is dropped: another party has answered');
    }
  }

  #legOver(call: SimulatedCall): void {
    if (!this.#legs.includes(call)) return;
    this.#lastOver = call.facts();
    this.#endIfOver();
  }

  #endIfOver(): void {
    if (!this.#legs.every(({ isOver }) => isOver)) return;
    this.#stopRinging();
    this.#run.call.deliver(TRANSFER_OVER.of(undefined));
  }

  /** Removes a leg. A leg that is up becomes a call of its own, with another document or in another room. */
  override leave(call: SimulatedCall): void {
    super.leave(call);
    const index = this.#legs.indexOf(call);
    if (call.isOver || index < 0) return;
    call.simulation.recordCoverage('transfer.leg-leaves');
    this.#legs.splice(index, 1);
    call.room = undefined;
    call.responseContext = undefined;
    this.#lastOver = { ...call.facts(), cause: 'hangup' };
    call.record.noteChange(call, 'leaves the transfer');
    // After the request that the leg has left for.
    call.simulation.clock.after(0, call.record, () => this.#endIfOver());
  }

  /** Ends the remaining legs, because the caller has hung up or another document runs. */
  callerLeft(): void {
    this.#stopRinging();
    const { simulation } = this.#run.call;
    for (const call of this.#legs) {
      if (call.isOver) continue;
      simulation.recordCoverage(call.answeredAt === undefined ? 'transfer.caller-gives-up' : 'transfer.caller-left');
      if (call.answeredAt === undefined) call.end('cancel', 'is dropped: the caller gave up');
      else call.end('hangup', 'is hung up: the caller has left');
    }
  }
}

/** Runs the document from `transferAnswerUrl` for the called party only. Returns true if the party can be joined then. */
async function whisper(call: SimulatedCall, address: Address, interpreter: Interpreter): Promise<boolean> {
  const { simulation } = call;
  simulation.recordCoverage('transfer.whisper');
  call.doing = 'hears the document of transferAnswer';
  const isDone = await interpreter.run(() => deliverForDocument(call, address, transferAnswerEvent(call.facts())));
  if (call.errorMessage !== undefined) simulation.recordCoverage('transfer.whisper-fails');
  return isDone && !call.isOver;
}
