import { keyReportsOf } from '../background/key-reports.js';
import { BackgroundRecording, CallRecording, RECORDING, type Recording } from '../background/recording.js';
import type { BackgroundRegistry } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import type { Executor, Subject, VerbRun } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';

/** A call or a conference, which can be recorded in the background. */
interface Recorded extends Subject {
  readonly background: BackgroundRegistry;
}

/** An executor of a verb that calls and conferences have. */
type SharedExecutor = (run: { readonly call: Recorded }) => Promise<undefined>;

/** Returns the executor of `StartRecording`: it records in the background, until the end or a `StopRecording`. */
export const startRecordingWith =
  <S extends Recorded>(begin: (run: VerbRun<S>) => Recording): Executor<S> =>
  async (run) => {
    const { call } = run;
    if (call.background.get(RECORDING) !== undefined) {
      call.simulation.recordCoverage('startRecording.single');
      return undefined;
    }
    call.background.start(RECORDING, new BackgroundRecording(call, begin(run)));
    return undefined;
  };

/** Starts to record the call in the background. */
export const startRecording = startRecordingWith<SimulatedCall>(
  ({ call, attributes, base }) => new CallRecording(call, 'StartRecording', attributes, base),
);

/** Ends the recording in the background. */
export const stopRecording: SharedExecutor = async ({ call }) => {
  if (call.background.get(RECORDING) === undefined) call.simulation.recordCoverage('stop.none');
  call.background.stop(RECORDING);
  return undefined;
};

/** Pauses the recording in the background. */
export const pauseRecording: SharedExecutor = async ({ call }) => {
  const work = call.background.get(RECORDING);
  call.simulation.recordCoverage(work === undefined ? 'recording.none' : 'recording.paused');
  work?.recording.pause();
  return undefined;
};

/** Resumes the recording in the background. */
export const resumeRecording: SharedExecutor = async ({ call }) => {
  const work = call.background.get(RECORDING);
  if (work === undefined) call.simulation.recordCoverage('recording.none');
  work?.recording.resume();
  return undefined;
};

/** Starts key reports: each key is sent in a `dtmf` event, except while a `Gather` runs. */
export const startGather: Executor = async (run) => {
  const { call, attributes, base } = run;
  keyReportsOf(call).start(addressFor('dtmf', 'StartGather', attributes, base), run);
  return undefined;
};

/** Stops key reports. */
export const stopGather: Executor = async ({ call }) => {
  const reports = keyReportsOf(call);
  if (reports.address === undefined) call.simulation.recordCoverage('stop.none');
  reports.stop();
  return undefined;
};
