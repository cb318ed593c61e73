// Names for events in TwiML, Plivo and Bandwidth's first voice API, and names that people guess for handlers.
import { didYouMean, rowsOf, sameName, wordOf } from '../hints/suggested-names.js';
import type { WordRow } from '../hints/vendor-words.js';
import { closestMatch } from '../problems/suggestion.js';

/** Returns rows of words, the events that they mean, and an optional sentence for the hint. */
export const eventWords = (): readonly WordRow[] => [
  [
    'incomingcall incoming inbound inboundcall newcall call callstarted callinitiated ring ringing start voice invite',
    'initiate',
  ],
  ['answered callanswered pickup pickedup connected callconnected inprogress', 'answer'],
  ['hangup hungup callhangup ended callended end completed callcompleted callover disconnected bye', 'disconnect'],
  [
    'busy failed callfailed noanswer canceled cancelled error reject rejected timeout',
    'disconnect',
    'Its cause says how the call ended.',
  ],
  ['status statuscallback callstatus', 'disconnect', 'Other changes have events of their own.'],
  ['digits getdigits getinput input gathered gathercomplete gathercompleted speech', 'gather'],
  ['partialresult partialspeech interimresult interimspeech', 'partialgather'],
  ['key keypress keypressed digit dtmfreceived', 'dtmf'],
  ['redirected', 'redirect'],
  [
    'record recorded recording recordingcomplete recordingcompleted recordingfinished',
    'recordComplete recordingAvailable',
  ],
  ['recordingready recordingstatus recordingstatuscallback', 'recordingAvailable'],
  [
    'transcription transcript transcribed transcriptioncomplete transcriptioncompleted',
    'transcriptionAvailable realTimeTranscriptionAvailable',
  ],
  ['transcriptionstarted', 'realTimeTranscriptionStarted'],
  ['transcriptionstopped', 'realTimeTranscriptionStopped'],
  ['transcriptionerror transcriptionrejected', 'realTimeTranscriptionRejected'],
  ['bridge bridged bridgecompleted unbridge', 'bridgeComplete'],
  ['transfer transferred transfercompleted dial dialcomplete dialcompleted dialaction', 'transferComplete'],
  ['transferanswered', 'transferAnswer'],
  ['transferhangup transferdisconnected', 'transferDisconnect'],
  ['amd answeredby machine machinedetection machinedetected machinedetectioncompleted', 'machineDetectionComplete'],
  ['conference', 'conferenceCreated conferenceMemberJoin conferenceMemberExit conferenceCompleted'],
  ['conferencestart conferencestarted', 'conferenceCreated'],
  ['conferenceend conferenceended', 'conferenceCompleted'],
  ['conferencemember', 'conferenceMemberJoin conferenceMemberExit'],
  ['participantjoin participantjoined conferencejoin conferenceenter join', 'conferenceMemberJoin'],
  ['participantleave participantleft conferenceleave conferenceexit leave', 'conferenceMemberExit'],
  ['conferencerecording', 'conferenceRecordingAvailable'],
  ['stream streamstarted streamstart mediastream', 'mediaStreamStarted'],
  ['streamstopped streamstop streamended', 'mediaStreamStopped'],
  ['streamerror streamfailed streamrejected', 'mediaStreamRejected'],
  ['refer referred refercompleted', 'referComplete'],
  ['deviceconnected', 'DEVICE_CONNECTED'],
  ['devicedisconnected', 'DEVICE_DISCONNECTED'],
  ['speak playback speakcomplete playcomplete prompt', '', 'The end of a prompt sends no event; the next verb runs.'],
  ['message sms messagereceived', '', 'Messages do not send voice events.'],
  ['queued initiated', '', 'The first event of an outbound call is answer.'],
];

/** Returns a hint for a handler whose name is not an event; undefined if no event is similar. */
export function suggestEvent(given: string, events: Iterable<string>): string | undefined {
  const names = [...events];
  for (const name of [given, withoutAffixes(given)]) {
    const same = sameName(name, names);
    if (same !== undefined) return didYouMean([same]);
    const [row] = rowsOf(eventWords(), wordOf(name));
    if (row !== undefined) {
      const [, meant, note] = row;
      const question = meant === '' ? [] : [didYouMean(meant.split(' '))];
      return [...question, ...(note === undefined ? [] : [note])].join(' ');
    }
  }
  const similar = closestMatch(given, names);
  return similar === undefined ? undefined : didYouMean([similar]);
}

/** Returns a name without `on`, `handle`, `Handler` and the like: `onCallEnded` becomes `CallEnded`. */
function withoutAffixes(name: string): string {
  if (name.length > 64) return name;
  return name
    .replace(/^(?:on|handle)(?=[A-Z_-])/, '')
    .replace(/[_-]?(?:Event|Handler|Callback|Webhook|event|handler|callback|webhook)$/, '');
}
