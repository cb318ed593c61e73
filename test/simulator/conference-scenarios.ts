// The scenarios of the table of behaviors for conferences.
import type { Call, Platform, SimulatorOptions } from 'bxml-jsx/testing';
import type { Answer } from './simulated.js';

const begin = (platform: Platform): Promise<Call> => platform.call({ url: '/call', statusUrl: '/status' });

/** Joins a conference with the attributes of the digit at the end of the number. */
const conference = ({ from }: Readonly<Record<string, unknown>>, attributes: string): string => {
  const byDigit = ['', 'mute="true"', 'hold="true"', 'callIdsToCoach="c-1"'];
  const own = byDigit[Number(String(from).slice(-1))] ?? '';
  return `<Conference conferenceEventUrl="/room" ${attributes} ${own}>q</Conference>`;
};
const answersOfRoom: Readonly<Record<string, Response | string>> = {
  conferenceCreated: new Response('broken', { status: 500 }),
  conferenceMemberExit: '<SpeakSentence>Goodbye</SpeakSentence>',
};

interface ConferenceScenario {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly options?: SimulatorOptions;
  readonly act: (platform: Platform) => Promise<unknown>;
  readonly follows: readonly string[];
}

export const conferenceScenarios: Readonly<Record<string, ConferenceScenario>> = {
  'a conference': {
    answers: {
      '/call': ({ event }) => conference(event, 'callbackTimeout="5"'),
      '/room': ({ event }) =>
        event.eventType === 'conferenceCreated'
          ? '<StartRecording recordingAvailableUrl="/status" tag="t"/><PlayAudio>/a.ogg</PlayAudio><PlayAudio>/a.wav</PlayAudio>'
          : new Response(null, { status: 204 }),
    },
    act: async (platform) => {
      const first = await platform.call({ url: '/call', from: '+15550000' });
      await first.waits(1);
      for (const from of ['+15550001', '+15550002', '+15550003', '+15550003'])
        await platform.call({ url: '/call', from });
      await first.ends();
    },
    follows: [
      'conference.after conference.audio conference.audio-hold conference.audio-late conference.callback-timeout',
      'conference.coach conference.coach-hears conference.completed conference.completed-order conference.created',
      'conference.created-order conference.document-end conference.events-at-once conference.exit conference.exit-order',
      'conference.hold conference.join conference.mute conference.name conference.queue conference.recording',
      'conference.recording-ignores conference.second-coach conference.settings conference.skipped-verb conference.tag',
      'conference.time-limit event:conferenceCompleted event:conferenceCreated event:conferenceMemberExit',
      'event:conferenceMemberJoin event:conferenceRecordingAvailable verb:Conference',
    ],
  },
  'changes of a conference by the REST API': {
    answers: { '/call': '<Conference conferenceEventUrl="/status">q</Conference>' },
    act: async (platform) => {
      const [first, second] = [await begin(platform), await begin(platform)];
      const { id } = await first.joins('q');
      const { api } = platform;
      const ignore = () => undefined;
      await api.updateConference(id, { redirectUrl: '/status' });
      await api.updateConferenceBxml(id, '<Bxml><StopRecording/></Bxml>');
      await api.updateConferenceMember(id, first.callId, { callIdsToCoach: [second.callId] });
      await api.updateConferenceMember(id, second.callId, { callIdsToCoach: [first.callId] }).catch(ignore);
      await api.updateConference(id, { status: 'completed' });
      await api.updateConference(id, { status: 'completed' }).catch(ignore);
      await api.getConference(id);
      await api.listConferences();
      await first.ends();
    },
    follows: [
      'event:conferenceRedirect getConference.over listConferences.order updateConference.completed updateConference.over',
      'updateConference.redirects updateConferenceBxml.queued updateConferenceMember.changes',
      'updateConferenceMember.second-coach',
    ],
  },
  'a full conference without events': {
    answers: { '/call': '<Conference>q</Conference>' },
    act: async (platform) => {
      for (let calls = 0; calls < 21; calls++) await platform.call({ url: '/call' });
    },
    follows: ['conference.full conference.no-url'],
  },
  'documents of a conference that do not run': {
    answers: {
      '/call': '<Conference conferenceEventUrl="/room">q</Conference>',
      '/room': ({ event }) => answersOfRoom[String(event.eventType)] ?? (event.from === '+15550001' ? '' : '<Pause/>'),
    },
    act: async (platform) => {
      const call = await begin(platform);
      const other = await platform.call({ url: '/call', from: '+15550001' });
      await other.waits(1);
      await call.hangUp();
      await other.hangUp();
    },
    follows: ['conference.delivery-failed conference.empty-document conference.late-document conference.rejected'],
  },
};
