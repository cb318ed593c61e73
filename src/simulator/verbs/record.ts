import { CallRecording, type StoppedRecording } from '../background/recording.js';
import { reportKey } from '../background/reporting.js';
import type { Leg, LegInput } from '../calls/leg.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import { recordCompleteEvent } from '../events/call-events.js';
import type { Executor, VerbRun } from '../script/script.js';
import { addressFor } from '../settings/address.js';
import { seconds } from '../time/timeline.js';

const SOUNDS: ReadonlySet<LegInput['type']> = new Set(['key', 'sound']);

/** Records the party until a key, silence or the time limit, and goes on with what `recordCompleteUrl` answers. */
export const record: Executor = async (run) => {
  const { leg, attributes, base } = run;
  const { board } = leg.call;
  const recording = await recorded(run);
  const address = addressFor('recordComplete', 'Record', attributes, base);
  if (address === undefined) {
    board.follow('record.no-url');
    return undefined;
  }
  return deliverForDocument(leg, address, recordCompleteEvent(leg, recording));
};

/** The recording, once it has stopped; when the call ends first, it stops too, and nothing goes on. */
async function recorded(run: VerbRun): Promise<StoppedRecording> {
  const { leg, attributes, base } = run;
  leg.doing = 'is recorded by a <Record>';
  leg.call.change(leg, 'is recorded');
  const recording = new CallRecording(leg, 'Record', attributes, base);
  let stopped: StoppedRecording;
  let why = 'the call is over';
  try {
    why = await whatEnds(run);
  } finally {
    if (leg.isOver) leg.call.board.follow('record.hangup');
    stopped = recording.stop();
    leg.call.change(leg, `is no longer recorded, after ${seconds(stopped.milliseconds)}: ${why}`);
  }
  return stopped;
}

/** Waits for what ends the recording while the call is up, and says what did. */
async function whatEnds({ leg, attributes }: VerbRun): Promise<string> {
  const { board } = leg.call;
  const limit = board.clock.now + numberOf(attributes, 'maxDuration') * 1000;
  const silence = numberOf(attributes, 'silenceTimeout') * 1000;
  const terminating = (stringOf(attributes, 'terminatingDigits') ?? '').toUpperCase();
  let quietFrom = board.clock.now;
  let hasSpoken = false;
  for (;;) {
    const silent = silence > 0 ? quietFrom + silence : Number.POSITIVE_INFINITY;
    const input = await leg.wait(Math.min(limit, silent) - board.clock.now, SOUNDS);
    if (input?.type === 'key') {
      if (endsWith(leg, input.key, terminating)) return `the key ${input.key}`;
    } else if (input?.type === 'sound') {
      hasSpoken = true;
      quietFrom = Math.max(quietFrom, board.clock.now + input.milliseconds);
    } else if (silent < limit) {
      if (!hasSpoken) board.follow('record.silence-start');
      board.follow('record.silence');
      return 'silence';
    } else {
      board.follow('record.max-duration');
      return 'the time limit';
    }
  }
}

/** Whether that key ends it; either way it is reported where keys are. */
function endsWith(leg: Leg, key: string, terminating: string): boolean {
  const ends = terminating.includes(key);
  leg.call.board.follow(ends ? 'record.terminating' : 'record.keys');
  if (reportKey(leg, key)) leg.call.board.follow('startGather.record');
  return ends;
}
