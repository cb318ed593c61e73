// The behaviors of the simulated platform, each documented by Bandwidth or assumed. The code reads its numbers from this
// table and records each behavior that it follows. `npm run docs` writes docs/simulator.md from it, and the tests must
// follow every behavior.

/** Whether Bandwidth documents a behavior, or it is assumed because no documentation covers it. */
export type Basis = 'documented' | 'assumed';

interface Entry {
  readonly basis: Basis;
  /** What happens. */
  readonly description: string;
  /** The numbers of the behavior, in seconds unless the description names another unit. */
  readonly value?: number | Readonly<Record<string, number>>;
}

const documented = (description: string) => ({ basis: 'documented', description }) as const;
const assumed = (description: string) => ({ basis: 'assumed', description }) as const;

/** Returns a behavior with one number, or several by name. The code reads `value`; the description includes it. */
const numbered = <const B extends Basis, const V extends NonNullable<Entry['value']>>(
  basis: B,
  value: V,
  describe: (value: V) => string,
) => ({ basis, description: describe(value), value }) as const;

/** Formats named numbers for a description. */
const list = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, number]) => `\`${name}\` ${number}`)
    .join(', ');

/** Every behavior by name; the part before the dot is its group in the documentation. */
export const behaviors = {
  'answer.by-verb': assumed(
    'The first `SpeakSentence`, `PlayAudio`, `Gather`, `Record`, `SendDtmf`, `Bridge`, `Conference` or `Transfer` answers an inbound call that is not answered yet.',
  ),
  'audio.time': numbered(
    'assumed',
    3,
    (seconds) =>
      `A \`PlayAudio\` takes ${seconds} seconds, unless the option \`audio\` sets another length. A recording of a call that the platform has simulated takes its own duration.`,
  ),
  'audio.format': documented(
    'A `PlayAudio` of any format except WAV and MP3 ends the call with the cause `application-error`.',
  ),
  'audio.format-extension': assumed(
    'Audio files are not fetched. The extension in the URL decides the format; a URL without an extension, or with one that is not a media or document format, counts as WAV.',
  ),
  'bridge.answers-target': assumed('A `Bridge` answers an inbound target that is not answered yet.'),
  'bridge.call-leaves': documented(
    'If the call that runs a `Bridge` ends or is redirected first, `bridgeTargetComplete` is sent for the target, and the document in the response runs on the target.',
  ),
  'bridge.itself': assumed('A call cannot be bridged with itself: the `Bridge` fails.'),
  'bridge.joins': documented('A `Bridge` joins the call with the target, and cancels the document of the target.'),
  'bridge.leaves-room': assumed(
    'A target may be in another bridge, a transfer or a conference; it leaves that, which continues as after a redirect.',
  ),
  'bridge.no-target-url': documented(
    'Without a `bridgeTargetCompleteUrl`, the target is hung up when the call that runs the `Bridge` leaves first.',
  ),
  'bridge.no-url': documented('Without a `bridgeCompleteUrl`, the verbs after the `Bridge` run.'),
  'bridge.order': assumed(
    'The event of the call that leaves a bridge (`disconnect`, `redirect`) is sent before the one of the call that stays.',
  ),
  'bridge.refused': documented(
    'A `Bridge` fails if the target is an outbound call that is not answered, is forwarded, or is over: `bridgeComplete` has a `cause`, an `errorMessage` and an `errorId`.',
  ),
  'bridge.refused-cause': assumed(
    'The `cause` of a failed `Bridge` is `unknown` for a target that is over or does not exist, and `rejected` otherwise.',
  ),
  'bridge.target-leaves': documented(
    'If the target ends or is redirected first, `bridgeComplete` is sent, without a cause.',
  ),
  'conference.after': documented(
    'When a conference ends by the REST API or by its time limit, each member continues with the verb after `Conference`.',
  ),
  'conference.audio': documented(
    'All members hear the `SpeakSentence` and `PlayAudio` of the documents of a conference.',
  ),
  'conference.audio-hold': assumed('A member on hold does not hear what the conference plays.'),
  'conference.audio-late': assumed('A member who joins, or is taken off hold, during a prompt hears the rest of it.'),
  'conference.callback-timeout': documented(
    'The `callbackTimeout` of a `Conference` applies to the events of the conference; without it, that of the call that creates it applies.',
  ),
  'conference.coach': documented('A member with `callIdsToCoach` is heard by those calls only, which may join later.'),
  'conference.coach-hears': assumed('A coach hears all members.'),
  'conference.completed': documented('A conference ends when its last member leaves; `conferenceCompleted` is sent.'),
  'conference.completed-order': assumed(
    '`conferenceCompleted` is sent after the `conferenceMemberExit` of the last member, at the same time.',
  ),
  'conference.created': documented(
    'The first call that uses a name creates the conference; `conferenceCreated` is sent.',
  ),
  'conference.created-order': assumed(
    '`conferenceCreated` is sent before the first `conferenceMemberJoin`, at the same time.',
  ),
  'conference.delivery-failed': assumed(
    'If neither URL of a conference event can be reached, the conference continues.',
  ),
  'conference.document-end': documented('The end of a document leaves the conference as it is.'),
  'conference.empty-document': assumed('A document without verbs leaves the conference as it is.'),
  'conference.events-at-once': assumed(
    'Conference events are sent as they happen, without waiting for the responses to earlier ones.',
  ),
  'conference.exit': documented(
    'When a member leaves, by a hang-up, an update or the end of the conference, `conferenceMemberExit` is sent.',
  ),
  'conference.exit-order': assumed(
    '`conferenceMemberExit` is sent before the `disconnect` of the member, and after its `redirect`, at the same time.',
  ),
  'conference.full': numbered(
    'assumed',
    20,
    (calls) =>
      `A conference has at most ${calls} members (documented); a further call ends with the cause \`application-error\`.`,
  ),
  'conference.hold': documented('A member on `hold` neither hears the others nor is heard.'),
  'conference.join': documented('When a call joins, the first one too, `conferenceMemberJoin` is sent.'),
  'conference.late-document': assumed('A document that arrives after the end of the conference does not run.'),
  'conference.mute': documented('A member on `mute` hears the others, but is not heard.'),
  'conference.name': documented('A name that is used again after the end of its conference creates a new conference.'),
  'conference.no-url': documented('Without a `conferenceEventUrl`, no conference events are sent.'),
  'conference.queue': documented(
    'The documents of a conference run one after the other, in the order in which they arrive.',
  ),
  'conference.recording': documented(
    'A `StartRecording` in a conference records one channel, until the end of the conference at the latest; `conferenceRecordingAvailable` is sent.',
  ),
  'conference.recording-ignores': documented(
    'In a conference, `StartRecording` ignores `transcribe`, `multiChannel`, `transcriptionAvailableUrl` and `tag`.',
  ),
  'conference.rejected': documented(
    'A document of a conference with any other verb than the six that are allowed is rejected whole, as is an invalid one; the conference continues.',
  ),
  'conference.second-coach': assumed(
    'A conference has one coach at a time (documented); a second call with `callIdsToCoach` ends with the cause `application-error`.',
  ),
  'conference.settings': documented(
    'The URL, method and credentials for the events of a conference are those of the call that creates it.',
  ),
  'conference.skipped-verb': documented('A verb that fails in a conference is skipped, and the next one runs.'),
  'conference.tag': documented('The events of a conference have the tag that the creating call had when it joined.'),
  'conference.time-limit': numbered(
    'assumed',
    24,
    (hours) => `A conference lasts at most ${hours} hours (documented); then it ends as by the REST API.`,
  ),
  'connect.canceled': assumed(
    'A call that ends or is redirected before the endpoint answers ends the `Connect` with the status `CANCELED`.',
  ),
  'connect.created': documented('An endpoint of `createEndpoint` has no device until one connects with its token.'),
  'connect.denied': assumed(
    'A `Connect` to an endpoint that is unknown or not eligible ends at once with the status `DENIED`, and the next verb runs.',
  ),
  'connect.eligible': documented(
    'An endpoint is eligible for `Connect` while its device sends audio: `endpointEligible` and `endpointIneligible` report it.',
  ),
  'connect.fails': numbered(
    'assumed',
    30,
    (seconds) =>
      `A \`Connect\` that the endpoint does not answer within ${seconds} seconds has the status \`TIMED_OUT\`; one that fails, or whose endpoint is no longer eligible before it answers, has \`FAILED\`. The next verb runs.`,
  ),
  'connect.holds': assumed(
    '`Connect` answers the call and holds it. An eligible endpoint accepts at once, unless the test sets another behavior for it. If it leaves the call, the next verb runs.',
  ),
  'connect.lifetime': numbered(
    'documented',
    24,
    (hours) =>
      `An endpoint expires after ${hours} hours: its device and its calls are disconnected, and calls continue with the next verb.`,
  ),
  'connect.no-bxml': assumed('`updateEndpointBxml` is not offered: it rejects with 404.'),
  'connect.request': documented('`outboundConnectionRequest` has no effect of its own.'),
  'connect.status': assumed(
    '`connectStatus` goes to `eventCallbackUrl` of `Connect`: `INITIATED`, then `DENIED`, `TIMED_OUT`, `FAILED` or `CANCELED`, or `ANSWERED` and at the end `COMPLETED`.',
  ),
  'conversation.heard': documented(
    'Parties that are joined by a `Bridge`, a `Transfer`, a `Forward`, a `Conference` or a `Connect` hear each other, in a conference by its rules of `mute`, `hold` and coaching. The words of one are on the `inbound` track of its call and on the `outbound` track of those that hear it, and in their transcriptions.',
  ),
  'conversation.keys': numbered(
    'assumed',
    0.1,
    (seconds) =>
      `A key is a DTMF tone of ${seconds} seconds on the \`inbound\` track, and the other parties hear it; only \`StartGather\` reports it during a \`Bridge\`, a \`Transfer\` or a \`Conference\` (documented).`,
  ),
  'conversation.late': assumed(
    'A party that joins, or is unmuted, while another one speaks hears the rest of it; a party that is muted or leaves meanwhile is no longer heard.',
  ),
  'createCall.https': documented(
    '`answerUrl` must be https if `username` or `password` is set, and `answerFallbackUrl` if the fallback credentials are set.',
  ),
  'createCall.queue': numbered(
    'assumed',
    0,
    (seconds) => `An outbound call leaves the queue after ${seconds} seconds.`,
  ),
  'createCall.enqueued-time': documented('The events of an outbound call include the `enqueuedTime` of the call.'),
  'createCall.loop': numbered(
    'assumed',
    500,
    (calls) =>
      `An application that places a call for each call, more than ${calls} times in a row, is in a loop: \`createCall\` is refused with 429.`,
  ),
  'createCall.response': documented(
    'A `createCall` request of the REST API is answered at once, before the phone rings; the outcome is in the events of the call.',
  ),
  'delivery.async-lost': documented('An asynchronous event that cannot be delivered is lost, and the call continues.'),
  'delivery.async-retry': documented(
    'If the connection fails, an asynchronous event is sent once more to the same URL; a synchronous event is not.',
  ),
  'delivery.bad-status': assumed(
    'Any status other than 2xx, including a redirect, is a failed delivery. Any 2xx status is accepted, including undocumented ones.',
  ),
  'delivery.callback-error': documented(
    'If neither URL of a synchronous event can be reached, the call ends with the cause `callback-error`.',
  ),
  'delivery.challenge': documented(
    'If credentials are set, the first request is sent without them. After a 401 whose `WWW-Authenticate` names `Basic`, the request is sent again with them.',
  ),
  'delivery.content-type': assumed(
    'A document must have the content type `application/xml` or `text/xml`; with any other type it is an invalid document.',
  ),
  'delivery.empty': assumed(
    'A response without a document (204, or an empty 200) is an invalid document if the event requires one.',
  ),
  'delivery.credentials-https': documented(
    'A document whose `Record` or `StartRecording` would send credentials to an `http:` URL is invalid; a relative URL takes the scheme of the URL that served the document.',
  ),
  'delivery.credentials-loopback': assumed(
    'A loopback URL (`localhost`, `127.0.0.0/8`, `[::1]`) counts as secure with `http:` too, as in browsers, because the request does not leave the machine.',
  ),
  'delivery.elsewhere': assumed('A request to an origin that the simulated application does not serve is refused.'),
  'delivery.fallback': documented(
    'If the first URL fails to respond (no connection, or a timeout), the fallback URL receives the same event, with its own credentials. Its response counts as if it came from the first URL.',
  ),
  'delivery.get': assumed(
    'With `GET`, the fields of the event are added to the query string. Objects are written as JSON; null fields are omitted.',
  ),
  'delivery.invalid-bxml': documented(
    'A document that is malformed, invalid, over 64 KB or written for another context ends the call with the cause `invalid-bxml`.',
  ),
  'delivery.invalid-no-fallback': assumed('The fallback URL is not tried after an invalid document.'),
  'delivery.relative': documented('A relative URL is resolved against the URL that served the document.'),
  'delivery.timeout': numbered(
    'documented',
    15,
    (seconds) =>
      `A request fails if there is no response within ${seconds} seconds, or within the call's \`callbackTimeout\`.`,
  ),
  'disconnect.every-end': documented('The `disconnect` event is sent whenever a call ends, with its cause.'),
  'disconnect.status-url': assumed(
    'If the test sets no `statusUrl`, the `disconnect` event of an inbound call goes to the URL of `initiate`.',
  ),
  'document.empty': documented('A document without verbs counts as `Hangup`.'),
  'document.end': documented('The call is hung up after the last verb, unless a verb has led to another webhook.'),
  'document.loop': numbered(
    'assumed',
    50,
    (documents) =>
      `A call that fetches more than ${documents} documents while no time passes, except during its requests, is in a loop and ends with the cause \`error\`; so does one whose document is replaced from outside that often.`,
  ),
  'forward.answered': assumed(
    'A `Forward` on an answered or an outbound call ends the call with the cause `application-error`.',
  ),
  'forward.events': documented(
    'A `Forward` has no event of its own; a `disconnect` event to the call-status URL reports the end of each leg.',
  ),
  'forward.keys': assumed('A `Forward` stops the key reports of `StartGather`.'),
  'forward.not-answered': assumed(
    'If the forwarded call is not answered, the call ends with the cause of the forwarded leg.',
  ),
  'getCallState.retention': numbered(
    'documented',
    7,
    (days) => `The state of a call can be requested for ${days} days after its end; after that, the call is unknown.`,
  ),
  'gather.first-digit': documented(
    'After its prompts, a `Gather` waits `firstDigitTimeout` seconds for the first key.',
  ),
  'gather.inter-digit': documented('After a key, a `Gather` waits `interDigitTimeout` seconds for the next.'),
  'gather.max-digits': documented('A `Gather` ends when `maxDigits` keys have been pressed.'),
  'gather.no-url': documented('Without a `gatherUrl`, the digits are discarded and the verbs after the `Gather` run.'),
  'gather.partial': assumed(
    'The partial results that a test passes to `says` are sent as `partialgather` events at equal intervals while the party speaks.',
  ),
  'gather.prompts-stop': documented('The prompts of a `Gather` stop at the first key.'),
  'gather.repeat': documented('The prompts play at most `repeatCount` times, `firstDigitTimeout` seconds apart.'),
  'gather.speech': assumed(
    'With speech `input`, a `Gather` ends when the party stops speaking; the words are the `text` of its event. After the prompts it waits `speechTimeout` seconds for speech, or with `dtmf_speech` the longer of `speechTimeout` and `firstDigitTimeout`.',
  ),
  'gather.terminating': documented(
    'A key in `terminatingDigits` ends a `Gather` and is reported separately from the digits.',
  ),
  'gather.timeout-empty': documented('A `Gather` that receives no input sends its event with empty `digits`.'),
  'hangup.cancels': documented(
    'If the caller hangs up before an inbound call is answered, the call ends with the cause `cancel`.',
  ),
  'hangup.ends': documented('`Hangup` ends the call with the cause `hangup`.'),
  'hangup.rejects': documented('`Hangup` rejects an inbound call that is not answered yet.'),
  'machine-detection.async': documented(
    'In asynchronous mode (the default), `answer` is sent at once, and `machineDetectionComplete` when detection ends.',
  ),
  'machine-detection.call-over': assumed('If the call ends before detection does, no result is sent.'),
  'machine-detection.sync': documented(
    'In synchronous mode, `answer` is delayed until detection ends, and includes the result.',
  ),
  'machine-detection.time': numbered(
    'assumed',
    2,
    (seconds) => `A human is detected after ${seconds} seconds, unless the test sets another result or time.`,
  ),
  'machine-detection.replaced': assumed(
    'A call that is redirected or given another document during synchronous detection has no `answer` event. Asynchronous detection continues, whatever the call does until its end.',
  ),
  'machine-detection.silence': numbered(
    'documented',
    10,
    (seconds) => `Silence is detected after \`silenceTimeout\` seconds, ${seconds} by default.`,
  ),
  'machine-detection.timeout': numbered(
    'documented',
    15,
    (seconds) =>
      `If detection takes longer than \`detectionTimeout\` (${seconds} seconds by default), its result is \`timeout\`.`,
  ),
  'pause.duration': documented('`Pause` waits `duration` seconds.'),
  'pause.unanswered': assumed('`Pause` does not answer the call.'),
  'press.lost': assumed('A key is lost if nothing listens for keys; it is not kept for a later `Gather`.'),
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
    'The audio that the REST API returns has the duration of the recording, at most ten minutes. As WAV, it has what was said with the option `audio`; everything else is silence.',
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
  'redirect.replaces': documented('`Redirect` fetches a document that replaces the rest of the current one.'),
  'refer.failure': documented(
    'After a failed `Refer`, the document from `referCompleteUrl` runs; without that attribute, the verbs after the `Refer` run.',
  ),
  'refer.no-notify': numbered(
    'documented',
    30,
    (seconds) => `An accepted REFER fails if its final NOTIFY does not arrive within ${seconds} seconds.`,
  ),
  'refer.not-sip': assumed('A `Refer` fails at once unless the call is inbound to a SIP URI.'),
  'refer.success': documented('A successful `Refer` ends the call; the response to its event is ignored.'),
  'ring.answers': documented('`Ring` answers an inbound call that is not answered yet.'),
  'ring.unanswered': documented('`Ring` with `answerCall="false"` leaves the call unanswered.'),
  'ringing.busy': documented(
    'If the called party is busy, the leg ends with the cause `busy`, an `errorMessage` and an `errorId`.',
  ),
  'ringing.privacy': documented('With `privacy`, the called party does not see the number of the caller.'),
  'ringing.fails': documented(
    'An attempt that fails on the platform ends with the cause of the failure, such as `account-limit`, and an `errorMessage`.',
  ),
  'ringing.no-ring': numbered(
    'documented',
    30,
    (seconds) =>
      `An attempt is abandoned if the phone has not started to ring after ${seconds} seconds, whatever \`callTimeout\` is.`,
  ),
  'ringing.no-ring-cause': assumed(
    'An attempt abandoned before the phone rings ends with the cause `timeout`, an `errorMessage` and an `errorId`.',
  ),
  'ringing.rejected': documented('If the called party declines, the leg ends with the cause `rejected`.'),
  'ringing.timeout': documented(
    'A leg that is not answered within `callTimeout` seconds of ringing ends with the cause `timeout`, an `errorMessage` and an `errorId`.',
  ),
  'ringing.unscripted': assumed('A phone is not answered if the test sets no behavior for it.'),
  'sendDtmf.time': numbered(
    'documented',
    { ',': 0.5, w: 0.5, W: 1 },
    (pauses) =>
      `A tone of \`SendDtmf\` takes \`toneDuration\` and is followed by \`toneInterval\`. A pause character replaces the interval: ${list(pauses)} seconds.`,
  ),
  'speech.breaks': numbered(
    'assumed',
    { none: 0, 'x-weak': 0, weak: 0.25, medium: 0.5, strong: 0.75, 'x-strong': 1 },
    (strengths) => `A \`break\` takes its \`time\`; by \`strength\`: ${list(strengths)} seconds.`,
  ),
  'speech.time': numbered(
    'assumed',
    0.065,
    (seconds) =>
      `Speech takes ${seconds * 1000} milliseconds per character, unless the option \`speech\` sets another length.`,
  ),
  'startGather.reports': documented('While `StartGather` is active, each key is reported with a `dtmf` event.'),
  'startGather.record': assumed('Keys are reported during a `Record` too, including the key that ends it.'),
  'startGather.suspended': documented(
    'While a `Gather` runs, no `dtmf` events are sent, even if the `Gather` accepts only speech.',
  ),
  'startRecording.single': documented('A `StartRecording` has no effect while another one is active.'),
  'stop.none': assumed('`StopGather` and `StopRecording` have no effect if there is nothing to stop.'),
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
  'tag.attribute': documented(
    'A `tag` attribute applies to all later events of the call until another tag replaces it; an empty one clears it.',
  ),
  'tag.leg': assumed('The tag of a destination applies to its own leg; a leg does not inherit the tag of the call.'),
  'tag.verb': documented('`Tag` sets the tag of the call without surrounding white space; a blank one clears it.'),
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
  'transfer.caller-gives-up': documented(
    'If the caller hangs up while phones ring, their legs end with the cause `cancel`, and no `transferComplete` is sent.',
  ),
  'transfer.caller-id': documented(
    'Without a `transferCallerId`, the called parties see the number of the far end of the call.',
  ),
  'transfer.caller-left': documented(
    'If the caller hangs up after a party has answered, that party is hung up too, joined or not.',
  ),
  'transfer.joined': documented('The legs are joined when the document for the called party ends.'),
  'transfer.leg-leaves': assumed(
    'A called party that is redirected or bridged leaves the transfer and is a call of its own from then on; `transferComplete` reports its leg with the cause `hangup`.',
  ),
  'transfer.no-url': documented('Without a `transferCompleteUrl`, the verbs after the `Transfer` run.'),
  'transfer.others-dropped': documented(
    'All destinations ring at the same time; when one answers, the others are dropped.',
  ),
  'transfer.others-cause': documented(
    'Dropped legs end with the cause `hangup` and without an `answerTime`, as observed on a live account.',
  ),
  'transfer.reported': documented(
    '`transferComplete` describes the leg that answered, or one of the legs if none did: here the last to end.',
  ),
  'transfer.order': assumed(
    '`transferDisconnect` is sent before `transferComplete`; Bandwidth does not guarantee the order.',
  ),
  'transfer.whisper': documented(
    'The document from `transferAnswerUrl` runs for the called party only; `Hangup` in it drops that party.',
  ),
  'transfer.whisper-fails': assumed(
    'If the document for the called party cannot be fetched or is invalid, the leg of that party ends, and `transferComplete` has its cause.',
  ),
  'transfer.whisper-context': assumed(
    'Documents that the called party fetches with `Redirect`, `Gather` or `Record` run under the same restrictions.',
  ),
  'getConference.over': assumed(
    '`getConference` and `listConferences` know the last thousand conferences that are over.',
  ),
  'listConferences.order': documented('`listConferences` lists conferences by `createdTime`, the oldest first.'),
  'updateCall.completed': documented(
    '`updateCall` with the `state` `completed` ends an answered call with the cause `hangup`; the other fields are ignored.',
  ),
  'updateCall.completed-unanswered': assumed(
    '`updateCall` with the `state` `completed` ends a call that is not answered yet: an outbound one with the cause `cancel`, an inbound one with the cause `rejected`.',
  ),
  'updateCall.forwarded': assumed(
    'A call that a `Forward` hands on, and its forwarded leg, can be ended but not redirected: 409.',
  ),
  'updateCall.not-answered': documented('A call that is not answered yet can be ended but not redirected: 409.'),
  'updateCall.over': numbered(
    'assumed',
    1,
    (seconds) => `An update of a call answers 409 for ${seconds} second after its end, and then 404.`,
  ),
  'updateCall.redirects': documented(
    '`updateCall` with a `redirectUrl` stops the current verb and sends `redirect`; the document in the response replaces the rest of the current one.',
  ),
  'updateCall.while-waiting': assumed(
    'If a webhook of the call is waiting for its response, an update does not wait for that response, which is then ignored. Of two updates at once, both are carried out, and the document of the later one runs.',
  ),
  'updateCallBxml.invalid': assumed(
    'Text that is not well-formed XML is refused with 400. A well-formed document that is invalid is accepted, and ends the call with the cause `invalid-bxml`.',
  ),
  'updateCallBxml.relative': assumed(
    'A document from `updateCallBxml` has no URL of its own: a request to a relative URL in it fails.',
  ),
  'updateCallBxml.replaces': documented(
    '`updateCallBxml` stops the current verb and runs the document of the request, without an event.',
  ),
  'updateConference.completed': documented(
    '`updateConference` with `status` `completed` ends the conference: a `conferenceMemberExit` for each member, `conferenceCompleted`, then the members continue with the verb after `Conference`.',
  ),
  'updateConference.over': assumed(
    'Changes of a conference that is over, and requests for its members, fail with 404.',
  ),
  'updateConference.redirects': documented(
    '`updateConference` with a `redirectUrl` sends `conferenceRedirect`; its document joins the queue of the conference.',
  ),
  'updateConferenceBxml.queued': assumed(
    'The document of `updateConferenceBxml` joins the queue of the conference, without an event. Text that is not well-formed fails with 400.',
  ),
  'updateConferenceMember.changes': assumed(
    '`updateConferenceMember` changes `mute`, `hold` and `callIdsToCoach` at once (documented), and no event is sent.',
  ),
  'updateConferenceMember.second-coach': assumed(
    'A second coach is an error of `updateConferenceMember` (documented), here with the status 400.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;

/** The name of a behavior. */
export type Behavior = keyof typeof behaviors;
