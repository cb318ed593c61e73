import { assumed, documented, type Entry, numbered } from './basis.js';

/** What is recorded, transcribed and streamed. */
export const recordingAndStreamBehaviors = {
  'record.hangup': documented(
    'If the call ends during a `Record`, no `recordComplete` is sent; `recordingAvailable` is sent as usual.',
  ),
  'record.keys': assumed('A key that does not end a `Record` does not interrupt the silence either.'),
  'record.max-duration': documented('A `Record` ends after `maxDuration` seconds.'),
  'record.no-url': documented(
    'Without a `recordCompleteUrl`, the verbs after the `Record` run; the recording is stored.',
  ),
  'record.silence': documented('A `Record` ends after `silenceTimeout` seconds of silence; 0 means never.'),
  'record.silence-start': assumed('Silence before the first word counts towards `silenceTimeout`.'),
  'record.terminating': documented('A key in `terminatingDigits` (`#` by default) ends a `Record`.'),
  'recording.available': numbered(
    'assumed',
    2,
    (seconds) =>
      `A recording is available ${seconds} seconds after it ends, unless the option \`processing\` sets another time.`,
  ),
  'recording.deleted': documented(
    'What the REST API deletes of a recording (all of it, its audio, its transcription) can no longer be requested.',
  ),
  'recording.media': assumed(
    'The audio that the REST API returns has the duration of the recording, at most ten minutes. As WAV, it has what was said with the option `audio`; everything else, and all of an MP3 file, is silence.',
  ),
  'recording.state': assumed(
    '`updateCallRecordingState` pauses and resumes all recordings of the call, as `PauseRecording` and `ResumeRecording` do.',
  ),
  'recording.transcript': assumed(
    'The transcription of a recording is what the party and those it is connected with said in the steps of the test, and with two channels also what was spoken to it; without what was said during a pause.',
  ),
  'recording.none': documented('`PauseRecording` and `ResumeRecording` have no effect if nothing is being recorded.'),
  'recording.paused': documented('The duration of a recording excludes the time for which it was paused.'),
  'recording.transcription-bounds': numbered(
    'documented',
    { longerThan: 0.5, shorterThan: 14_400 },
    ({ longerThan, shorterThan }) =>
      `Only recordings longer than ${longerThan * 1000} milliseconds and shorter than ${shorterThan / 3600} hours are transcribed.`,
  ),
  'recording.transcription-time': numbered(
    'assumed',
    5,
    (seconds) =>
      `A transcription is available ${seconds} seconds after its recording, unless the option \`processing\` sets another time.`,
  ),
  'startRecording.single': documented('A `StartRecording` has no effect while another one is active.'),
  'stream.broken': assumed(
    'A socket that breaks, or that the server closes with a code other than 1000, 1001 or none, ends the stream with the cause `connection-error`.',
  ),
  'stream.clear': assumed('`clear` stops what the server plays and drops what is queued.'),
  'stream.closed': assumed(
    'A socket that the server closes with 1000, 1001 or no code ends the stream with the cause `closed`. No `stop` message is sent, and the socket is not opened again.',
  ),
  'stream.credentials': assumed(
    'With `destinationUsername` or `destinationPassword`, the handshake has an `Authorization` header (Basic) from the start.',
  ),
  'stream.cuts': assumed('What the server has queued is not played after the end of the stream.'),
  'stream.duplicate': documented(
    'A stream whose name is in use on the call is rejected with the cause `duplicate`; `originalMediaStream` describes the other.',
  ),
  'stream.frames': numbered(
    'assumed',
    5,
    (frames) =>
      `Each track is sent in frames of 20 milliseconds (160 bytes of mu-law), silence too, with a \`sequenceNumber\` that counts per stream from 1. ${frames} frames are sent at a time. What a party says is a tone, or the WAV file that the test passes; prompts are a tone; sounds at the same time are mixed.`,
  ),
  'stream.handshake-timeout': numbered(
    'assumed',
    10,
    (seconds) =>
      `A handshake that is not answered fails after ${seconds} virtual seconds; the server has the real time of the option \`patience\` for it.`,
  ),
  'stream.ignored': assumed('A message that is not JSON, or not of the documented form, is ignored.'),
  'stream.no-socket': assumed(
    'With the option `streams: false`, no socket is opened: a stream starts, and `StopStream` ends it, with `wait` too.',
  ),
  'stream.one-way': assumed('`playAudio` and `clear` are ignored unless `mode` is `bidirectional`.'),
  'stream.params': documented('`StreamParam` elements arrive as `streamParams` of the `start` message.'),
  'stream.plays': assumed(
    'Audio that the server sends is queued and played in order, beside the prompts of verbs. Audio that follows without a gap is one prompt; it is also heard on the `outbound` track.',
  ),
  'stream.quiet': numbered(
    'assumed',
    { answer: 2, idle: 10 },
    ({ answer, idle }) =>
      `Virtual time stops until the server has read a frame and sent what it sends at once. When nothing was heard for ${answer} seconds, it stops once more for an answer that takes real time, for at most that of the option \`patience\`, or 0.1 seconds while something else is scheduled. A stream on which nothing was heard for ${idle} seconds does not make time pass.`,
  ),
  'stream.rejected': documented(
    'A socket that cannot be opened rejects the stream with the cause `connection-error`, and the next verb runs.',
  ),
  'stream.started': documented(
    'The next verb runs as soon as the stream has started: the socket is open, `start` is sent, and `mediaStreamStarted` goes to `streamEventUrl`, if that is set.',
  ),
  'stream.stopped': documented(
    '`StopStream` and the end of the call end a stream: `stop` is sent, the socket closed, and `mediaStreamStopped` has the cause `closed`.',
  ),
  'stream.track-limit': numbered(
    'documented',
    4,
    (tracks) =>
      `A call has at most ${tracks} streamed tracks, \`both\` being two; a stream beyond that is rejected with the cause \`track-limit\`.`,
  ),
  'stream.tones': assumed(
    '`Ring` is a ringing tone on the `outbound` track, as are the ringing phones of a `Transfer` or a `Forward`; `SendDtmf` is its DTMF tones.',
  ),
  'stream.unknown': documented('A `StopStream` with an unknown name has no effect.'),
  'stream.waits': documented('`StopStream` with `wait` holds the call until the socket is closed.'),
  'transcription.available': documented(
    'With `transcriptionEventUrl`, `realTimeTranscriptionAvailable` is sent when the whole text can be fetched.',
  ),
  'transcription.available-time': numbered(
    'assumed',
    5,
    (seconds) =>
      `The whole text can be fetched ${seconds} seconds after the transcription ends, unless the option \`processing\` sets another time; the REST API lists it from then on.`,
  ),
  'transcription.closed': assumed(
    'A server that closes the socket ends the transcription, with the causes of a stream; what it sends is ignored.',
  ),
  'transcription.events': documented(
    '`realTimeTranscriptionStarted`, `realTimeTranscriptionRejected` and `realTimeTranscriptionStopped` are only sent with both `destination` and `transcriptionEventUrl`.',
  ),
  'transcription.rejected': documented(
    'A transcription whose name is in use, or that would be the fifth transcribed track, is rejected with the cause `duplicate` or `track-limit`; one whose socket cannot be opened, with `connection-error`.',
  ),
  'transcription.stabilized': documented(
    'With `stabilized` (the default) only text that no longer changes is sent; with `false` also the partial results that a test passes to `says`, at equal intervals.',
  ),
  'transcription.stopped': documented(
    '`StopTranscription` ends the transcription with its name, or all of the call without a name; the end of the call ends them too.',
  ),
  'transcription.words': assumed(
    'What a party says is one segment of the `inbound` track, sent when it ends; a `SpeakSentence` is one of the `outbound` track. Audio files have no words. Every word has the confidence 1, and the language is the first of `preferredLanguages`.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;
