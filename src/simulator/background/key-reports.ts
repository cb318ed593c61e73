import { BackgroundKind, type BackgroundWork } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { KEY } from '../calls/input.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { dtmfEvent } from '../events/call-events.js';
import type { Address } from '../settings/address.js';

/** The reports of keys that a `StartGather` has asked for. */
export class KeyReports implements BackgroundWork {
  /** Where keys are reported; undefined before a `StartGather`, and after a `StopGather`. */
  address: Address | undefined;
  /** True while a `Gather` runs: keys are reported nowhere else meanwhile. */
  isSuspended = false;
  readonly #call: SimulatedCall;
  /** The time of the last report, in milliseconds. */
  #reportedAt = -1;

  constructor(call: SimulatedCall) {
    this.#call = call;
  }

  stop(): void {
    this.address = undefined;
  }

  /** True if a key would be reported. */
  get isOn(): boolean {
    return this.address !== undefined && !this.isSuspended;
  }

  /** Reports a key. Returns false if nothing has asked for that, and while a `Gather` runs. */
  report(key: string): boolean {
    const { simulation } = this.#call;
    if (this.address === undefined || !this.isOn) return false;
    simulation.recordCoverage('startGather.reports');
    // Keys of one moment are a millisecond apart: by its time an application tells an equal key from a repeated event.
    this.#reportedAt = Math.max(simulation.clock.now, this.#reportedAt + 1);
    const event = dtmfEvent(this.#call.facts(), key, simulation.timeText(this.#reportedAt));
    deliverInBackground(this.#call, this.address, event);
    return true;
  }
}

const KEY_REPORTS = new BackgroundKind<KeyReports>('key reports');

/** Returns the reports of keys of a call; the first time they are made, and report nothing yet. */
export function keyReportsOf(call: SimulatedCall): KeyReports {
  const known = call.background.get(KEY_REPORTS);
  if (known !== undefined) return known;
  const reports = new KeyReports(call);
  call.background.start(KEY_REPORTS, reports);
  return reports;
}

/** True if a key would go anywhere: to what waits for one, or into a report. */
export function takesKeys(call: SimulatedCall): boolean {
  if (call.isOver) return false;
  return call.takes(KEY) || keyReportsOf(call).isOn;
}

/** Hands a key to what takes it. Returns false if nothing does: the key is lost. */
export function pressKey(call: SimulatedCall, key: string): boolean {
  const reports = keyReportsOf(call);
  if (reports.isSuspended && reports.address !== undefined) {
    call.simulation.recordCoverage('startGather.suspended');
  }
  return call.deliver(KEY.of(key)) || reports.report(key);
}
