import { addressFor } from '../address.js';
import { recordCompleteEvent } from '../call-events.js';
import { CallRecording, type StoppedRecording } from '../call-recording.js';
import { deliverForDocument } from '../delivery.js';
import type { Executor, VerbRun } from '../document-run.js';
import type { LegInput } from '../leg.js';
import { seconds } from '../timeline.js';
import { numberOf, stringOf } from '../verb-reading.js';

const SOUNDS: ReadonlySet<LegInput['type']> = new Set(['key', 'sound']);

/** Records the party until a key, silence or the time limit, and goes on with what `recordCompleteUrl` answers. */
export const record: Executor = async (run) => {
  const { leg, attributes, base } = run;
  const { board } = leg.call;
  leg.doing = 'is recorded by a <Record>';
  leg.call.change(leg, 'is recorded');
  const recording = new CallRecording(leg, 'Record', attributes, base);
  let stopped: StoppedRecording | undefined;
  let why = 'the call is over';
  try {
    why = await end(run);
  } finally {
    if (leg.isOver) board.follow('record.hangup');
    stopped = recording.stop();
    leg.call.change(leg, `is no longer recorded, after ${seconds(stopped.milliseconds)}: ${why}`);
  }
  const address = addressFor('recordComplete', 'Record', attributes, base);
  if (address === undefined) {
    board.follow('record.no-url');
    return undefined;
  }
  return deliverForDocument(leg, address, recordCompleteEvent(leg, stopped));
};

/** Waits for what ends the recording, and says what did. */
async function end({ leg, attributes }: VerbRun): Promise<string> {
  const { board } = leg.call;
  const limit = board.clock.now + numberOf(attributes, 'maxDuration') * 1000;
  const silence = numberOf(attributes, 'silenceTimeout') * 1000;
  const terminating = (stringOf(attributes, 'terminatingDigits') ?? '').toUpperCase();
  let quietFrom = board.clock.now;
  let hasSpoken = false;
  for (;;) {
    const silent = silence > 0 ? quietFrom + silence : Number.POSITIVE_INFINITY;
    const input = await leg.wait(Math.min(limit, silent) - board.clock.now, SOUNDS);
    if (input?.type === 'key' && terminating.includes(input.key)) {
      board.follow('record.terminating');
      return `the key ${input.key}`;
    }
    if (input?.type === 'sound') {
      hasSpoken = true;
      quietFrom = board.clock.now + input.milliseconds;
    }
    if (input !== undefined) {
      if (leg.keysReportedTo !== undefined) board.follow('startGather.record');
      continue;
    }
    if (silent < limit) {
      if (!hasSpoken) board.follow('record.silence-start');
      board.follow('record.silence');
      return 'silence';
    }
    board.follow('record.max-duration');
    return 'the time limit';
  }
}
