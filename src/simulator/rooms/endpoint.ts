import { SoundTrack } from '../audio/sound-track.js';
import { behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import { SubjectRecord } from '../calls/call-record.js';
import type { EndpointDeviceState, KnownEndpoint } from '../calls/endpoint-registry.js';
import type { HeardPrompt } from '../calls/hearing.js';
import type { Simulation } from '../calls/simulation.js';
import type { ConnectedParty, Voice } from '../calls/voice.js';
import { deliverInBackground } from '../delivery/delivery.js';
import type { Sender } from '../delivery/sender.js';
import {
  deviceEvent,
  type EndpointFacts,
  endpointDeviceEvent,
  outboundConnectionRequestEvent,
} from '../events/endpoint-events.js';
import { type Address, addressFor } from '../settings/address.js';
import type { CreateEndpoint, EndpointBehavior } from '../settings/endpoint-settings.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { TimedStep } from '../time/clock.js';

/** A call that is connected with an endpoint, or calls it. */
interface EndpointCall {
  readonly call: SimulatedCall;
  /** True while the call and the endpoint hear each other. */
  readonly isUp: boolean;
  /** The endpoint leaves the call, or cannot be reached any more. */
  endpointLeft(): void;
}

/** A WebRTC endpoint: the device of a person in a browser, which calls are connected with. */
export class SimulatedEndpoint implements KnownEndpoint, Sender, ConnectedParty {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  readonly name = 'endpoint';
  readonly callbackTimeout = behaviors['delivery.timeout'].value;
  readonly responseContext = undefined;
  requesting = 0;
  readonly id: string;
  readonly request: CreateEndpoint;
  readonly createdAt: number;
  readonly expiresAt: number;
  device: EndpointDeviceState | undefined;
  isEligible = false;
  isOver = false;
  /** What the device was, for the events after it has left. */
  #lastDevice: EndpointDeviceState | undefined;
  /** The calls that are connected with it, or call it. */
  readonly connections = new Set<EndpointCall>();
  /** What it does for the next calls, and for all others. */
  readonly script: { always: EndpointBehavior; readonly next: EndpointBehavior[] } = { always: {}, next: [] };
  readonly label = 'endpoint';
  readonly prompts: HeardPrompt[] = [];
  /** What the person at its device says. */
  readonly inbound = new SoundTrack();
  /** What the person at its device hears. */
  readonly outbound = new SoundTrack();
  voices: Set<Voice> | undefined;
  readonly failure: undefined;
  readonly errorMessage: undefined;
  readonly #expiry: TimedStep;
  readonly #address: Address | undefined;

  constructor(simulation: Simulation, request: CreateEndpoint) {
    const { clock, ids, settings } = simulation;
    this.simulation = simulation;
    this.record = new SubjectRecord(simulation);
    this.request = request;
    this.id = ids.next('e');
    this.createdAt = clock.now;
    this.#address = addressFor('endpointConnected', 'createEndpoint', { ...request }, settings.origin);
    const lifetime = behaviors['connect.lifetime'].value * 3_600_000;
    this.expiresAt = clock.now + lifetime;
    const expire = (): void => {
      simulation.recordCoverage('connect.lifetime');
      this.record.noteChange(this, 'expires');
      this.end();
    };
    this.#expiry = clock.after(lifetime, this.record, expire, undefined, { isIdle: () => true });
    this.record.noteChange(this, 'is created');
  }

  /** The facts for an event that is sent now. */
  get facts(): EndpointFacts {
    const { simulation, id, request, createdAt, expiresAt } = this;
    const { settings, clock } = simulation;
    const { id: deviceId, connectedAt } = this.#lastDevice ?? { id: '', connectedAt: clock.now };
    return {
      accountId: settings.accountId,
      endpointId: id,
      deviceId,
      timestamp: settings.startsAt + clock.now,
      eventTime: simulation.timeText(clock.now),
      creationTimestamp: simulation.timeText(createdAt),
      expirationTimestamp: simulation.timeText(expiresAt),
      deviceTimestamp: simulation.timeText(connectedAt),
      tag: request.tag ?? undefined,
    };
  }

  /** A device connects. @param isTagged true for the form of the event with an `eventType` */
  connect(isTagged: boolean): void {
    const { ids, clock } = this.simulation;
    this.device = { id: ids.next('d'), connectedAt: clock.now };
    this.#lastDevice = this.device;
    this.record.noteChange(this, 'is connected to by a device');
    this.#send(
      isTagged ? deviceEvent('DEVICE_CONNECTED', this.facts) : endpointDeviceEvent('endpointConnected', this.facts),
    );
  }

  /** The device begins or ceases to send audio. Without audio, its calls are disconnected. */
  setEligible(isEligible: boolean): void {
    if (this.isEligible === isEligible) return;
    this.isEligible = isEligible;
    this.simulation.recordCoverage('connect.eligible');
    this.record.noteChange(this, isEligible ? 'sends audio' : 'no longer sends audio');
    if (!isEligible) this.hangUp({ all: true });
    this.#send(endpointDeviceEvent(isEligible ? 'endpointEligible' : 'endpointIneligible', this.facts));
  }

  /** The device disconnects. */
  disconnect(isTagged: boolean): void {
    if (this.device === undefined) return;
    this.setEligible(false);
    this.device = undefined;
    this.record.noteChange(this, 'is left by its device');
    this.#send(
      isTagged
        ? deviceEvent('DEVICE_DISCONNECTED', this.facts)
        : endpointDeviceEvent('endpointDisconnected', this.facts),
    );
  }

  /** The person at the device asks to be connected somewhere. */
  requestConnection(to: string, toType: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT'): void {
    this.simulation.recordCoverage('connect.request');
    this.record.noteChange(this, `asks to be connected to ${to}`);
    this.#send(outboundConnectionRequestEvent(this.facts, to, toType));
  }

  /** Returns what it does for a call that comes now. */
  takeBehavior(): EndpointBehavior {
    return this.script.next.shift() ?? this.script.always;
  }

  get listeners(): readonly SimulatedCall[] {
    return [...this.connections].filter(({ isUp }) => isUp).map(({ call }) => call);
  }

  /** True while a call is connected. */
  get isInCall(): boolean {
    return this.listeners.length > 0;
  }

  /** What it does, for messages. */
  get doing(): string {
    return this.isInCall ? 'talks with a call' : 'is not in a call';
  }

  /** Why it is over. */
  get cause(): string {
    return this.isOver ? 'expired or deleted' : '';
  }

  /** The person at the device leaves its calls; calls that it has not accepted yet fail if its device is gone. */
  hangUp({ all = false } = {}): void {
    for (const connection of [...this.connections]) if (all || connection.isUp) connection.endpointLeft();
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.simulation.clock.cancel(this.#expiry);
    this.simulation.endpoints.remove(this);
    this.hangUp({ all: true });
    this.disconnect(false);
  }

  throwIfEnded(): void {
    // No document runs for an endpoint.
  }

  #send(event: SimulatedEvent): void {
    if (this.#address === undefined) return;
    deliverInBackground(this, this.#address, event);
  }
}
