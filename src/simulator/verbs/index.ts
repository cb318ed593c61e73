import type { Executor } from '../script/script.js';
import { pauseRecording, resumeRecording, startRecording, stopRecording } from './background-recording.js';
import { hangup, redirect } from './control.js';
import { forward } from './forward.js';
import { gather } from './gather.js';
import { startGather, stopGather } from './key-reports.js';
import { playAudio } from './play-audio.js';
import { record } from './record.js';
import { refer } from './refer.js';
import { speakSentence } from './speak-sentence.js';
import { transfer } from './transfer.js';
import { pause, ring, sendDtmf, tag } from './waiting.js';

/** What executes each verb; one that is missing cannot be simulated. */
export const executors: Readonly<Record<string, Executor>> = {
  Forward: forward,
  Gather: gather,
  Hangup: hangup,
  Pause: pause,
  PauseRecording: pauseRecording,
  PlayAudio: playAudio,
  Record: record,
  Redirect: redirect,
  Refer: refer,
  ResumeRecording: resumeRecording,
  Ring: ring,
  SendDtmf: sendDtmf,
  SpeakSentence: speakSentence,
  StartGather: startGather,
  StartRecording: startRecording,
  StopGather: stopGather,
  StopRecording: stopRecording,
  Tag: tag,
  Transfer: transfer,
};
