import type { Executors } from '../interpreter/interpreter.js';
import {
  pauseRecording,
  resumeRecording,
  startGather,
  startRecording,
  stopGather,
  stopRecording,
} from './background.js';
import { bridge } from './bridge.js';
import { conference } from './conference.js';
import { connect } from './connect.js';
import { hangup, redirect, tag } from './control.js';
import { forward } from './forward.js';
import { gather } from './gather.js';
import { playAudio, speakSentence } from './prompts.js';
import { record } from './record.js';
import { refer } from './refer.js';
import { startStream, stopStream } from './streams.js';
import { startTranscription, stopTranscription } from './transcriptions.js';
import { transfer } from './transfer.js';
import { pause, ring, sendDtmf } from './waiting.js';

/** The executors of the supported verbs. */
export const executors: Executors = {
  Bridge: bridge,
  Conference: conference,
  Connect: connect,
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
  StartStream: startStream,
  StartTranscription: startTranscription,
  StopGather: stopGather,
  StopRecording: stopRecording,
  StopStream: stopStream,
  StopTranscription: stopTranscription,
  Tag: tag,
  Transfer: transfer,
};
