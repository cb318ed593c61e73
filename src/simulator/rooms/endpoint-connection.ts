import type { CallRoom, SimulatedCall } from '../calls/call.js';
import { InputKind } from '../calls/input.js';
import { updateVoices } from '../calls/voice.js';
import type { SimulatedEndpoint } from './endpoint.js';

/** Says that the endpoint has left the call, or that its device cannot be reached any more. */
export const ENDPOINT_LEFT = new InputKind<undefined>('endpoint left');

/** The room of a `Connect`: a call and an endpoint, from the moment at which the endpoint is called. */
export class EndpointConnection implements CallRoom {
  readonly call: SimulatedCall;
  readonly #endpoint: SimulatedEndpoint;
  readonly #unlink: () => void;
  #isAccepted = false;

  /** Calls the endpoint. */
  constructor(call: SimulatedCall, endpoint: SimulatedEndpoint) {
    this.call = call;
    this.#endpoint = endpoint;
    this.#unlink = call.simulation.scheduler.link(call.record, endpoint.record);
    call.room = this;
    endpoint.connections.add(this);
  }

  /** True while the call and the endpoint hear each other. */
  get isUp(): boolean {
    return this.#isAccepted && this.#endpoint.connections.has(this);
  }

  /** The endpoint accepts the call. */
  accept(): void {
    this.#isAccepted = true;
    this.#endpoint.record.noteChange(this.#endpoint, 'is connected with a call');
    updateVoices([this.call, this.#endpoint]);
  }

  /** The endpoint leaves the call, or cannot be reached any more. */
  endpointLeft(): void {
    this.leave();
    this.call.deliver(ENDPOINT_LEFT.of(undefined));
  }

  leave(): void {
    if (!this.#endpoint.connections.delete(this)) return;
    if (this.#isAccepted) this.#endpoint.record.noteChange(this.#endpoint, 'is no longer connected with a call');
    if (this.call.room === this) this.call.room = undefined;
    this.#unlink();
    updateVoices([this.call, this.#endpoint]);
  }

  othersThan(): readonly SimulatedEndpoint[] | undefined {
    return this.isUp ? [this.#endpoint] : undefined;
  }

  listenersTo(): readonly SimulatedEndpoint[] {
    return this.isUp ? [this.#endpoint] : [];
  }
}
