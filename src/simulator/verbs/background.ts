import { keyReportsOf } from '../background/key-reports.js';
import { BackgroundRecording, RECORDING } from '../background/recording.js';
import type { Executor } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';

/** Starts to record the call in the background, until its end or a `StopRecording`. */
export const startRecording: Executor = async ({ call, attributes, base }) => {
  if (call.background.get(RECORDING) !== undefined) {
    call.simulation.recordCoverage('startRecording.single');
    return undefined;
  }
  call.background.start(RECORDING, new BackgroundRecording(call, attributes, base));
  return undefined;
};

/** Ends the recording in the background. */
export const stopRecording: Executor = async ({ call }) => {
  if (call.background.get(RECORDING) === undefined) call.simulation.recordCoverage('stop.none');
  call.background.stop(RECORDING);
  return undefined;
};

/** Pauses the recording in the background. */
export const pauseRecording: Executor = async ({ call }) => {
  const work = call.background.get(RECORDING);
  call.simulation.recordCoverage(work === undefined ? 'recording.none' : 'recording.paused');
  work?.recording.pause();
  return undefined;
};

/** Resumes the recording in the background. */
export const resumeRecording: Executor = async ({ call }) => {
  const work = call.background.get(RECORDING);
  if (work === undefined) call.simulation.recordCoverage('recording.none');
  work?.recording.resume();
  return undefined;
};

/** Starts key reports: each key is sent in a `dtmf` event, except while a `Gather` runs. */
export const startGather: Executor = async ({ call, attributes, base }) => {
  keyReportsOf(call).address = addressFor('dtmf', 'StartGather', attributes, base);
  return undefined;
};

/** Stops key reports. */
export const stopGather: Executor = async ({ call }) => {
  const reports = keyReportsOf(call);
  if (reports.address === undefined) call.simulation.recordCoverage('stop.none');
  reports.stop();
  return undefined;
};
