import { ConferenceRecording } from '../background/conference-recording.js';
import { stringOf } from '../documents/parsed-verb.js';
import type { Executor, Executors, VerbRun } from '../interpreter/interpreter.js';
import { play } from '../interpreter/prompts.js';
import { CONFERENCE_OVER, SimulatedConference } from '../rooms/conference.js';
import { offerConversation } from '../rooms/conversation.js';
import { addressFor } from '../settings/address.js';
import { pauseRecording, resumeRecording, startRecordingWith, stopRecording } from './background.js';

/** Puts the call into a conference, until it leaves or the conference ends; then the next verb runs. */
export const conference: Executor = async (run) => {
  const { call, attributes, text, wait } = run;
  const { simulation } = call;
  const room = SimulatedConference.active(simulation, text) ?? created(run);
  room.enter(call, {
    mute: attributes.mute === true,
    hold: attributes.hold === true,
    callIdsToCoach: callIds(stringOf(attributes, 'callIdsToCoach') ?? ''),
  });
  const choice = offerConversation(call, run);
  try {
    await wait(Number.POSITIVE_INFINITY, { takes: [CONFERENCE_OVER] });
    simulation.recordCoverage('conference.after');
  } finally {
    choice.abandon();
    room.leave(call);
  }
  return undefined;
};

function created({ call, attributes, base, text }: VerbRun): SimulatedConference {
  const { callbackTimeout } = attributes;
  return new SimulatedConference(
    call,
    {
      name: text,
      address: addressFor('conferenceCreated', 'Conference', attributes, base),
      callbackTimeout: typeof callbackTimeout === 'number' ? callbackTimeout : undefined,
    },
    conferenceExecutors,
  );
}

/** Returns the ids in a comma-separated list. */
const callIds = (list: string): string[] =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

const prompt: Executor<SimulatedConference> = async (run) => {
  await play(run, run);
  return undefined;
};

/** The executors of the verbs that documents of a conference may have. */
const conferenceExecutors: Executors<SimulatedConference> = {
  PauseRecording: pauseRecording,
  PlayAudio: prompt,
  ResumeRecording: resumeRecording,
  SpeakSentence: prompt,
  StartRecording: startRecordingWith(({ call, attributes, base }) => new ConferenceRecording(call, attributes, base)),
  StopRecording: stopRecording,
};
