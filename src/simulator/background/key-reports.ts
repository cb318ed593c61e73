import { toneOf } from '../audio/tones.js';
import { behaviors } from '../behaviors/index.js';
import { BackgroundKind, type BackgroundWork } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { OpenChoice } from '../calls/choice.js';
import { KEY } from '../calls/input.js';
import { deliverInBackground } from '../delivery/delivery.js';
import type { ParsedVerb } from '../documents/parsed-verb.js';
import { dtmfEvent } from '../events/call-events.js';
import type { Address } from '../settings/address.js';
import { noteInput } from './speech.js';

/** The `dtmf` events that a `StartGather` turns on. */
export class KeyReports implements BackgroundWork {
  /** Where keys are reported; undefined before a `StartGather`, and after a `StopGather`. */
  address: Address | undefined;
  /** True while a `Gather` runs, which receives the keys instead. */
  isSuspended = false;
  readonly #call: SimulatedCall;
  #choice: OpenChoice | undefined;
  /** The time of the last report, in milliseconds. */
  #reportedAt = -1;

  constructor(call: SimulatedCall) {
    this.#call = call;
  }

  /** Reports keys to an address from now on. @param verb the `StartGather` */
  start(address: Address | undefined, verb: ParsedVerb): void {
    this.stop();
    this.address = address;
    this.#choice = new OpenChoice('listens', this.#call, verb).offer(() => this.isOn && !this.#call.isOver);
  }

  stop(): void {
    this.address = undefined;
    this.#choice?.endUnused();
    this.#choice = undefined;
  }

  /** True if a key would be reported. */
  get isOn(): boolean {
    return this.address !== undefined && !this.isSuspended;
  }

  /** Reports a key. Returns false if key reports are off or suspended. */
  report(key: string): boolean {
    const { simulation } = this.#call;
    if (this.address === undefined || !this.isOn) return false;
    simulation.recordCoverage('startGather.reports');
    this.#choice?.note({ kind: 'keys', keys: key });
    // Keys pressed at the same moment are a millisecond apart, so that an application can distinguish two equal keys from
    // one event that is delivered twice.
    this.#reportedAt = Math.max(simulation.clock.now, this.#reportedAt + 1);
    const event = dtmfEvent(this.#call.facts(), key, simulation.timeText(this.#reportedAt));
    deliverInBackground(this.#call, this.address, event);
    return true;
  }
}

const KEY_REPORTS = new BackgroundKind<KeyReports>('key reports');

/** Returns the key reports of a call. They are off until a `StartGather`. */
export function keyReportsOf(call: SimulatedCall): KeyReports {
  const known = call.background.get(KEY_REPORTS);
  if (known !== undefined) return known;
  const reports = new KeyReports(call);
  call.background.start(KEY_REPORTS, reports);
  return reports;
}

/** True if a key would not be lost: a verb waits for keys, key reports are on, or another party hears it. */
export function takesKeys(call: SimulatedCall): boolean {
  if (call.isOver) return false;
  return call.takes(KEY) || keyReportsOf(call).isOn || call.listeners.length > 0;
}

/** The milliseconds of the tone of a key. */
const KEY_TONE = behaviors['conversation.keys'].value * 1000;

/** Delivers a key to the verb that waits for keys, or reports it. Other parties hear its tone. */
export function pressKey(call: SimulatedCall, key: string): void {
  const { clock } = call.simulation;
  const { listeners } = call;
  const entry = noteInput(call, { kind: 'keys', text: key });
  const tone = toneOf(key, KEY_TONE);
  for (const track of [call.inbound, ...listeners.map(({ outbound }) => outbound)])
    track.add(clock.now, KEY_TONE, tone);
  if (call.isConnected) call.simulation.recordCoverage('conversation.keys');
  const reports = keyReportsOf(call);
  if (reports.isSuspended && reports.address !== undefined) {
    call.simulation.recordCoverage('startGather.suspended');
  }
  if (call.deliver(KEY.of(key)) || reports.report(key) || listeners.length > 0) return;
  call.simulation.recordCoverage('press.lost');
  call.record.amend(entry, { lost: true });
}
