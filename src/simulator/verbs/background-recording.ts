import { CallRecording } from '../background/recording.js';
import type { Leg } from '../calls/leg.js';
import type { Executor } from '../script/script.js';

/** Starts to record the call in the background, until its end or a `StopRecording`. */
export const startRecording: Executor = async ({ leg, attributes, base }) => {
  if (leg.recording !== undefined) {
    leg.call.board.follow('startRecording.single');
    return undefined;
  }
  leg.recording = new CallRecording(leg, 'StartRecording', attributes, base);
  leg.call.change(leg, 'is recorded in the background');
  leg.whenOver(() => stop(leg));
  return undefined;
};

/** Ends the recording in the background. */
export const stopRecording: Executor = async ({ leg }) => {
  if (leg.recording === undefined) leg.call.board.follow('stop.none');
  stop(leg);
  return undefined;
};

/** Leaves out of the recording what comes now. */
export const pauseRecording: Executor = async ({ leg }) => {
  leg.call.board.follow(leg.recording === undefined ? 'recording.none' : 'recording.paused');
  leg.recording?.pause();
  return undefined;
};

/** Takes up the recording again. */
export const resumeRecording: Executor = async ({ leg }) => {
  if (leg.recording === undefined) leg.call.board.follow('recording.none');
  leg.recording?.resume();
  return undefined;
};

function stop(leg: Leg): void {
  const { recording } = leg;
  if (recording === undefined) return;
  leg.recording = undefined;
  recording.stop();
  leg.call.change(leg, 'is no longer recorded in the background');
}
