// Creates the events of a call. Fields that a test cannot set, such as diversions, are not sent.
import type { AnswerEvent, DisconnectEvent, InitiateEvent, RedirectEvent } from '../../events/call-events.js';
import type { DtmfEvent, GatherEvent, PartialGatherEvent } from '../../events/gather-events.js';
import type { MachineDetectionCompleteEvent, MachineDetectionResult } from '../../events/machine-detection-events.js';
import type { ReferCompleteEvent } from '../../events/refer-events.js';
import type { CallFacts } from '../calls/facts.js';
import type { Referral } from '../settings/refer-outcome.js';
import { answeredFields, callFields, errorFields, progressFields, tagFields } from './event-fields.js';

export const initiateEvent = (facts: CallFacts, more: Partial<InitiateEvent>): InitiateEvent => ({
  eventType: 'initiate',
  ...callFields(facts),
  ...more,
});

export const answerEvent = (facts: CallFacts, machine: MachineDetectionResult | undefined): AnswerEvent => ({
  eventType: 'answer',
  ...callFields(facts),
  ...answeredFields(facts),
  ...tagFields(facts),
  ...(machine === undefined ? {} : { machineDetectionResult: machine }),
});

export const machineDetectionCompleteEvent = (
  facts: CallFacts,
  machineDetectionResult: MachineDetectionResult,
): MachineDetectionCompleteEvent => ({
  eventType: 'machineDetectionComplete',
  ...callFields(facts),
  ...answeredFields(facts),
  ...tagFields(facts),
  machineDetectionResult,
});

export const disconnectEvent = (facts: CallFacts): DisconnectEvent => ({
  eventType: 'disconnect',
  ...callFields(facts),
  ...answeredFields(facts),
  endTime: facts.endTime,
  cause: facts.cause,
  ...errorFields(facts),
  ...tagFields(facts),
});

export const redirectEvent = (facts: CallFacts): RedirectEvent => ({ eventType: 'redirect', ...progressFields(facts) });

/** The input that a `Gather` has collected. */
export interface Gathered {
  readonly digits: string;
  readonly terminatingDigit: string;
  readonly text?: string;
}

export const gatherEvent = (facts: CallFacts, gathered: Gathered): GatherEvent => ({
  eventType: 'gather',
  ...progressFields(facts),
  ...gathered,
});

export const partialGatherEvent = (facts: CallFacts, text: string): PartialGatherEvent => ({
  eventType: 'partialgather',
  ...progressFields(facts),
  text,
});

/** @param eventTime when the key was pressed; it distinguishes two equal keys from one event that is sent twice */
export const dtmfEvent = (facts: CallFacts, digit: string, eventTime: string): DtmfEvent => ({
  eventType: 'dtmf',
  ...progressFields(facts),
  eventTime,
  digit,
});

export const referCompleteEvent = (facts: CallFacts, referral: Referral): ReferCompleteEvent => ({
  eventType: 'referComplete',
  ...callFields(facts),
  ...answeredFields(facts),
  ...tagFields(facts),
  ...referral,
});
