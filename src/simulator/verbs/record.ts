import { keyReportsOf } from '../background/key-reports.js';
import { CallRecording } from '../background/recording.js';
import type { SimulatedCall } from '../calls/call.js';
import { OpenChoice } from '../calls/choice.js';
import { KEY, SOUND, SPEECH_END } from '../calls/input.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { numberOf, stringOf } from '../documents/parsed-verb.js';
import type { VisitAction } from '../documents/visits.js';
import { recordCompleteEvent, type StoppedRecording } from '../events/recording-events.js';
import type { Executor, VerbRun } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';
import { seconds } from '../time/timeline.js';

/** Records the party until a key, silence or the time limit. Continues with the document from `recordCompleteUrl`. */
export const record: Executor = async (run) => {
  const { call, attributes, base } = run;
  const { simulation } = call;
  const recording = await recordUntilEnd(run);
  const address = addressFor('recordComplete', 'Record', attributes, base);
  if (address === undefined) {
    simulation.recordCoverage('record.no-url');
    return undefined;
  }
  return deliverForDocument(call, address, recordCompleteEvent(call.facts(), recording));
};

/** Returns the recording after it has stopped. If the call ends first, the recording stops and the wait rejects. */
async function recordUntilEnd(run: VerbRun): Promise<StoppedRecording> {
  const { call, attributes, base } = run;
  call.doing = 'is recorded by a <Record>';
  call.record.noteChange(call, 'is recorded');
  const recording = new CallRecording(call, 'Record', attributes, base);
  const choice = new OpenChoice('listens', call, run).offer();
  let stopped: StoppedRecording;
  let why: string | undefined;
  try {
    why = await waitForEnd(run, choice);
  } finally {
    choice.abandon();
    if (call.isOver) call.simulation.recordCoverage('record.hangup');
    why ??= call.isOver ? 'the call is over' : 'another document runs';
    stopped = recording.stop();
    call.record.noteChange(call, `is no longer recorded, after ${seconds(stopped.milliseconds)}: ${why}`);
  }
  return stopped;
}

/** Waits for the end of the recording while the call is up. Returns the reason, for the timeline. */
async function waitForEnd({ call, attributes, wait }: VerbRun, choice: OpenChoice): Promise<string> {
  const { simulation } = call;
  const limit = simulation.clock.now + numberOf(attributes, 'maxDuration') * 1000;
  const silence = numberOf(attributes, 'silenceTimeout') * 1000;
  const terminating = (stringOf(attributes, 'terminatingDigits') ?? '').toUpperCase();
  let quietFrom = simulation.clock.now;
  let spoken: VisitAction = { kind: 'silence' };
  for (;;) {
    const silent = silence > 0 ? quietFrom + silence : Number.POSITIVE_INFINITY;
    const input = await wait(Math.min(limit, silent) - simulation.clock.now, { takes: [KEY, SOUND, SPEECH_END] });
    const key = KEY.valueOf(input);
    const sound = SOUND.valueOf(input);
    if (key !== undefined) {
      if (!endsWith(call, key, terminating)) continue;
      choice.end(spoken.kind === 'silence' ? { kind: 'keys', keys: key } : spoken);
      return `the key ${key}`;
    } else if (sound !== undefined) {
      spoken = { kind: 'speech', words: sound.words ?? '' };
      choice.withdraw();
      quietFrom = Math.max(quietFrom, simulation.clock.now + sound.milliseconds);
    } else if (SPEECH_END.isKindOf(input)) {
      quietFrom = simulation.clock.now;
    } else if (silent < limit) {
      choice.end(spoken);
      if (spoken.kind === 'silence') simulation.recordCoverage('record.silence-start');
      simulation.recordCoverage('record.silence');
      return 'silence';
    } else {
      choice.end(spoken);
      simulation.recordCoverage('record.max-duration');
      return 'the time limit';
    }
  }
}

/** Returns true if a key ends the recording. Reports the key in any case, if key reports are on. */
function endsWith(call: SimulatedCall, key: string, terminating: string): boolean {
  const ends = terminating.includes(key);
  call.simulation.recordCoverage(ends ? 'record.terminating' : 'record.keys');
  if (keyReportsOf(call).report(key)) call.simulation.recordCoverage('startGather.record');
  return ends;
}
