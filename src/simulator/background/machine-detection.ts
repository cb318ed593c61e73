import type { MachineDetectionResult } from '../../events/machine-detection-events.js';
import { behaviors } from '../behaviors/index.js';
import type { DocumentWait, SimulatedCall } from '../calls/call.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { machineDetectionCompleteEvent } from '../events/call-events.js';
import { durationText } from '../events/event-fields.js';
import { addressFor } from '../settings/address.js';
import type { Callee } from '../settings/callee-behavior.js';
import type { MachineDetection } from '../settings/create-call.js';

/**
 * Runs answering machine detection. In synchronous mode it waits for the result and returns it, for the `answer` event. In
 * asynchronous mode it returns undefined, and sends `machineDetectionComplete` later.
 *
 * @param wait waits for the result; rejects if the call is redirected meanwhile
 */
export async function detectMachine(
  call: SimulatedCall,
  settings: MachineDetection | undefined,
  callee: Callee,
  wait: DocumentWait,
): Promise<MachineDetectionResult | undefined> {
  if (settings === undefined) return undefined;
  const { simulation } = call;
  const { value, milliseconds } = detectionOf(call, settings, callee);
  const result = { value, duration: durationText(milliseconds) };
  if (settings.mode === 'sync') {
    simulation.recordCoverage('machine-detection.sync');
    let isReplaced = true;
    try {
      await wait(milliseconds);
      isReplaced = false;
    } finally {
      if (isReplaced && !call.isOver) simulation.recordCoverage('machine-detection.replaced');
    }
    noteDetection(call, result);
    return result;
  }
  simulation.recordCoverage('machine-detection.async');
  detectInBackground(call, settings, milliseconds, result);
  return undefined;
}

/** Returns the result of the detection and when it is known, in milliseconds from the answer. */
function detectionOf(
  { simulation }: SimulatedCall,
  { detectionTimeout, silenceTimeout }: MachineDetection,
  { detectedAs = 'human', detectedAfter }: Callee,
): { readonly value: MachineDetectionResult['value']; readonly milliseconds: number } {
  const limit = detectionTimeout ?? behaviors['machine-detection.timeout'].value;
  const silence = silenceTimeout ?? behaviors['machine-detection.silence'].value;
  const defaults: Record<string, number> = { timeout: limit, silence };
  const seconds = detectedAfter ?? defaults[detectedAs] ?? behaviors['machine-detection.time'].value;
  if (detectedAfter === undefined && detectedAs === 'silence') simulation.recordCoverage('machine-detection.silence');
  simulation.recordCoverage('machine-detection.time');
  if (seconds <= limit) return { value: detectedAs, milliseconds: seconds * 1000 };
  simulation.recordCoverage('machine-detection.timeout');
  return { value: 'timeout', milliseconds: limit * 1000 };
}

/** Sends the result when detection ends, if the call is still up. */
function detectInBackground(
  call: SimulatedCall,
  machineDetection: MachineDetection,
  milliseconds: number,
  result: MachineDetectionResult,
): void {
  const { simulation, record } = call;
  const given = { machineDetection };
  const address = addressFor('machineDetectionComplete', 'createCall', given, simulation.settings.origin);
  record.background(async () => {
    await record.pause(milliseconds);
    if (call.isOver) {
      simulation.recordCoverage('machine-detection.call-over');
      record.noteChange(call, 'was gone before machine detection ended');
      return;
    }
    noteDetection(call, result);
    deliverInBackground(call, address, machineDetectionCompleteEvent(call.facts(), result));
  });
}

function noteDetection(call: SimulatedCall, { value }: MachineDetectionResult): void {
  call.record.noteChange(call, `machine detection: ${value}`);
}
