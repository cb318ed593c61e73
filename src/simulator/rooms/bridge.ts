import type { SimulatedCall } from '../calls/call.js';
import { InputKind } from '../calls/input.js';
import { Room } from './room.js';

/** The end of a bridge, for the call that runs the `Bridge`. */
export const BRIDGE_OVER = new InputKind<undefined>('bridge over');

/**
 * The room of a `Bridge`: two calls, until one of them leaves, because it ends, is redirected or joins another room. The call
 * that stays continues after what the other one has left for.
 */
export class BridgeRoom extends Room {
  readonly #call: SimulatedCall;
  readonly #target: SimulatedCall;
  readonly #onCallLeft: () => void;
  #isOver = false;

  /**
   * @param call the call that runs the `Bridge`
   * @param onCallLeft called with the target still up, after the call has left
   */
  constructor(call: SimulatedCall, target: SimulatedCall, onCallLeft: () => void) {
    super();
    this.#call = call;
    this.#target = target;
    this.#onCallLeft = onCallLeft;
  }

  /** Joins the two calls. The document of the target is canceled. */
  connect(): void {
    const [call, target] = [this.#call, this.#target];
    target.interpreter?.stop();
    target.answer();
    this.join(call);
    this.join(target);
    for (const [one, other] of [
      [call, target],
      [target, call],
    ] as const) {
      one.doing = `is bridged with ${nameOf(other)}`;
      one.record.noteChange(one, one.doing);
    }
  }

  override leave(call: SimulatedCall): void {
    super.leave(call);
    if (this.#isOver) return;
    this.#isOver = true;
    const isTarget = call === this.#target;
    const other = isTarget ? this.#call : this.#target;
    // After the events of the call that has left, unless the other call leaves too.
    call.simulation.clock.after(0, other.record, () => {
      if (other.room !== this) return;
      super.leave(other);
      other.record.noteChange(other, `is no longer bridged with ${nameOf(call)}`);
      if (isTarget) other.deliver(BRIDGE_OVER.of(undefined));
      else this.#onCallLeft();
    });
  }
}

/** Returns the number of a party: the timelines of the callers of two calls both have the name `caller`. */
const nameOf = (call: SimulatedCall): string => (call.direction === 'inbound' ? call.from : call.name);
