// What the simulated platform does, and how sure that is. The code names each behavior where it follows it, and takes
// the numbers from here; docs/simulator.md is written from here; the tests have to follow every one of them.

/** How sure a behavior is: documented by Bandwidth, or assumed because no documentation settles it. */
export type Basis = 'documented' | 'assumed';

interface Entry {
  readonly basis: Basis;
  /** What happens. */
  readonly says: string;
  /** The numbers in it, in seconds unless it says something else. */
  readonly value?: number | Readonly<Record<string, number>>;
}

const documented = (says: string) => ({ basis: 'documented', says }) as const;
const assumed = (says: string) => ({ basis: 'assumed', says }) as const;

/** A behavior with a number, or several by name: what the code reads, and what the sentence says. */
const numbered = <const B extends Basis, const V extends NonNullable<Entry['value']>>(
  basis: B,
  value: V,
  says: (value: V) => string,
) => ({ basis, says: says(value), value }) as const;

/** Numbers by name, as in a sentence. */
const list = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, number]) => `\`${name}\` ${number}`)
    .join(', ');

/** Every behavior by its name; the part before the dot groups them in the documentation. */
export const behaviors = {
  'answer.by-verb': assumed(
    'An inbound call that nobody has answered is answered by the first `SpeakSentence`, `PlayAudio`, `Gather`, `Record`, `SendDtmf` or `Transfer`.',
  ),
  'audio.time': numbered(
    'assumed',
    3,
    (seconds) => `A \`PlayAudio\` takes ${seconds} seconds, unless the option \`audio\` says something else.`,
  ),
  'audio.format': documented(
    'A `PlayAudio` of anything but WAV and MP3 ends the call with the cause `application-error`.',
  ),
  'audio.format-extension': assumed(
    'No file is fetched: the format is that of the extension in the URL, and WAV if there is no extension or one that is not that of a media or document format.',
  ),
  'createCall.https': documented(
    '`answerUrl` must be https with `username` or `password`, and `answerFallbackUrl` with the fallback credentials.',
  ),
  'createCall.queue': numbered(
    'assumed',
    0,
    (seconds) => `An outbound call leaves the queue after ${seconds} seconds.`,
  ),
  'createCall.enqueued-time': documented('The events of an outbound call have the `enqueuedTime` of the call.'),
  'delivery.async-lost': documented('An asynchronous event that cannot be delivered is lost, and the call goes on.'),
  'delivery.async-retry': documented(
    'After a failed connection an asynchronous event is sent once more to the same URL; a synchronous one is not.',
  ),
  'delivery.bad-status': assumed(
    'Every status but 2xx counts as a failed delivery, redirections too; statuses of 2xx other than the documented ones are taken.',
  ),
  'delivery.callback-error': documented(
    'When neither URL of a synchronous event can be reached, the call ends with the cause `callback-error`.',
  ),
  'delivery.challenge': documented(
    'Where credentials are given, the first request comes without them, and again with them after a 401 whose `WWW-Authenticate` names `Basic`.',
  ),
  'delivery.content-type': assumed(
    'A document has to come as `application/xml` or `text/xml`; with any other type it counts as an invalid document.',
  ),
  'delivery.empty': assumed(
    'An answer without a document, 204 or an empty 200, counts as an invalid document where an event needs one.',
  ),
  'delivery.credentials-https': documented(
    'A document whose `Record` or `StartRecording` would send credentials to an `http:` URL is invalid; a relative URL takes the scheme of the URL that served the document.',
  ),
  'delivery.credentials-loopback': assumed(
    'A URL of this machine (`localhost`, `127.0.0.0/8`, `[::1]`) counts as secure with `http:` too, as browsers have it: nothing leaves the machine.',
  ),
  'delivery.elsewhere': assumed('A URL of an origin that the simulated application does not serve has no connection.'),
  'delivery.fallback': documented(
    'The fallback URL gets the same event, with credentials of its own, when the first URL fails to respond: no connection, or a time-out. What it answers counts as if from the first.',
  ),
  'delivery.get': assumed(
    'With `GET` the fields of the event are added to the query; objects as JSON, and fields that are null not at all.',
  ),
  'delivery.invalid-bxml': documented(
    'A document that is malformed, invalid, over 64 KB or made for another context ends the call with the cause `invalid-bxml`.',
  ),
  'delivery.invalid-no-fallback': assumed('An invalid document does not make the platform try the fallback URL.'),
  'delivery.relative': documented('A relative URL is resolved against the URL that served its document.'),
  'delivery.timeout': numbered(
    'documented',
    15,
    (seconds) =>
      `A request fails when it is not answered within ${seconds} seconds, or within the call's \`callbackTimeout\`.`,
  ),
  'disconnect.every-end': documented('The `disconnect` event is sent whenever a call has ended, with its cause.'),
  'disconnect.status-url': assumed(
    'Where a test gives no `statusUrl`, the `disconnect` of an inbound call goes to the URL of `initiate`.',
  ),
  'document.empty': documented('A document without verbs counts as `Hangup`.'),
  'document.end': documented('When the verbs run out, and none has led to another webhook, the call is hung up.'),
  'document.loop': numbered(
    'assumed',
    50,
    (documents) =>
      `A call that fetches more than ${documents} documents while no time passes, but that of its requests, goes round in circles, and ends with the cause \`error\`.`,
  ),
  'forward.answered': assumed(
    'A `Forward` on a call that is answered, or outbound, ends the call with the cause `application-error`.',
  ),
  'forward.events': documented(
    'A `Forward` has no event of its own; the end of either leg is reported with `disconnect` to the call-status URL.',
  ),
  'forward.keys': assumed('A `Forward` ends the reports of keys that `StartGather` began.'),
  'forward.not-answered': assumed('When nobody takes a forwarded call, the call ends with the cause of that.'),
  'gather.first-digit': documented(
    'Once the prompts of a `Gather` have ended, it waits `firstDigitTimeout` seconds for the first key.',
  ),
  'gather.inter-digit': documented('After a key, a `Gather` waits `interDigitTimeout` seconds for the next.'),
  'gather.max-digits': documented('A `Gather` ends with key number `maxDigits`.'),
  'gather.no-url': documented('Without a `gatherUrl` the digits are lost, and the verbs that follow run.'),
  'gather.partial': assumed(
    'The pieces of speech that a test gives are reported as `partialgather` events at even distances while it is spoken.',
  ),
  'gather.prompts-stop': documented('The prompts of a `Gather` stop at the first key.'),
  'gather.repeat': documented(
    'The prompts are played at most `repeatCount` times; between two rounds lies `firstDigitTimeout`.',
  ),
  'gather.speech': assumed(
    'With an `input` of speech a `Gather` ends when what is said has ended, and the words are the `text` of its event; it waits for speech `speechTimeout` seconds after the prompts, and with `dtmf_speech` the longer of that and `firstDigitTimeout`.',
  ),
  'gather.terminating': documented(
    'One of the `terminatingDigits` ends a `Gather`, and is reported apart from the digits.',
  ),
  'gather.timeout-empty': documented('A `Gather` that gets nothing sends its event with empty `digits`.'),
  'hangup.cancels': documented(
    'When the caller hangs up before an inbound call is answered, the call ends with the cause `cancel`.',
  ),
  'hangup.ends': documented('`Hangup` ends the call with the cause `hangup`.'),
  'hangup.rejects': documented('`Hangup` on an inbound call that nobody has answered rejects it.'),
  'machine-detection.async': documented(
    'In asynchronous mode, the default, `answer` is sent at once, and `machineDetectionComplete` when the detection has ended.',
  ),
  'machine-detection.call-over': assumed('When the call ends before the detection has, no result is sent.'),
  'machine-detection.sync': documented(
    'In synchronous mode `answer` is held back until the detection has ended, and has its result.',
  ),
  'machine-detection.time': numbered(
    'assumed',
    2,
    (seconds) => `Unless a test says something else, a human is detected, after ${seconds} seconds.`,
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
      `A detection that takes longer than \`detectionTimeout\`, ${seconds} seconds by default, has the result \`timeout\` then.`,
  ),
  'pause.duration': documented('`Pause` waits `duration` seconds.'),
  'pause.unanswered': assumed('`Pause` does not answer the call.'),
  'press.lost': assumed('Keys that nothing listens to are lost: they are not kept for a later `Gather`.'),
  'record.hangup': documented(
    'When the call ends during a `Record` there is no `recordComplete`; `recordingAvailable` comes all the same.',
  ),
  'record.keys': assumed('A key that does not end a `Record` does not break the silence either.'),
  'record.max-duration': documented('A `Record` ends after `maxDuration` seconds.'),
  'record.no-url': documented('Without a `recordCompleteUrl` the verbs that follow run; the recording is stored.'),
  'record.silence': documented('A `Record` ends after `silenceTimeout` seconds of silence; 0 means never.'),
  'record.silence-start': assumed('The silence before the first word counts too.'),
  'record.terminating': documented('One of the `terminatingDigits`, `#` unless others are given, ends a `Record`.'),
  'recording.available': numbered(
    'assumed',
    2,
    (seconds) =>
      `A recording can be fetched ${seconds} seconds after its end, unless the option \`processing\` says something else.`,
  ),
  'recording.none': documented('To pause or resume a recording where nothing is recorded has no effect.'),
  'recording.paused': documented('The time for which a recording is paused is left out of its duration.'),
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
      `A transcription can be fetched ${seconds} seconds after its recording, unless the option \`processing\` says something else.`,
  ),
  'redirect.replaces': documented('`Redirect` fetches a document that takes the place of the rest of its own.'),
  'refer.failure': documented(
    'After a `Refer` that failed, what `referCompleteUrl` answers runs; without that attribute the verbs that follow do.',
  ),
  'refer.no-notify': numbered(
    'documented',
    30,
    (seconds) => `A REFER that was accepted has failed when ${seconds} seconds pass without its last NOTIFY.`,
  ),
  'refer.not-sip': assumed('On a call that is not inbound over a SIP URI, a `Refer` fails at once.'),
  'refer.success': documented('A `Refer` that succeeds ends the call; what its event is answered is ignored.'),
  'ring.answers': documented('`Ring` answers an unanswered inbound call first.'),
  'ring.unanswered': documented('`Ring` with `answerCall="false"` leaves the call unanswered.'),
  'ringing.busy': documented(
    'A leg whose party is busy ends with the cause `busy`, and an `errorMessage` and `errorId`.',
  ),
  'ringing.privacy': documented('With `privacy` the called party does not see the number.'),
  'ringing.fails': documented(
    'An attempt that fails on the platform ends with the cause of that, such as `account-limit`, and an `errorMessage`.',
  ),
  'ringing.no-ring': numbered(
    'documented',
    30,
    (seconds) =>
      `A leg that has not begun to ring after ${seconds} seconds is given up, whatever \`callTimeout\` says.`,
  ),
  'ringing.no-ring-cause': assumed('The cause of that is `timeout`, with an `errorMessage` and `errorId`.'),
  'ringing.rejected': documented('A leg whose party declines ends with the cause `rejected`.'),
  'ringing.timeout': documented(
    'A leg that is not answered within `callTimeout` seconds of ringing ends with the cause `timeout`, and an `errorMessage` and `errorId`.',
  ),
  'ringing.unscripted': assumed('A phone for which a test says nothing is not answered.'),
  'sendDtmf.time': numbered(
    'documented',
    { ',': 0.5, w: 0.5, W: 1 },
    (pauses) =>
      `A tone of \`SendDtmf\` takes \`toneDuration\`, and \`toneInterval\` follows it; pauses stand in the place of the interval: ${list(pauses)} seconds.`,
  ),
  'speech.breaks': numbered(
    'assumed',
    { none: 0, 'x-weak': 0, weak: 0.25, medium: 0.5, strong: 0.75, 'x-strong': 1 },
    (strengths) => `A \`break\` takes the time that it names; by strength: ${list(strengths)} seconds.`,
  ),
  'speech.time': numbered(
    'assumed',
    0.065,
    (seconds) =>
      `Speech takes ${seconds * 1000} milliseconds a character, unless the option \`speech\` says something else.`,
  ),
  'startGather.reports': documented('While `StartGather` is active each key is reported with a `dtmf` event.'),
  'startGather.record': assumed('Keys are reported during a `Record` too, the one that ends it among them.'),
  'startGather.suspended': documented(
    'While a `Gather` runs no key is reported with a `dtmf` event, whether the `Gather` takes keys or only speech.',
  ),
  'startRecording.single': documented('A `StartRecording` while another one runs has no effect.'),
  'stop.none': assumed('`StopGather` and `StopRecording` with nothing to stop have no effect.'),
  'tag.attribute': documented(
    'A `tag` attribute holds for every later event of the call until another takes its place; an empty one clears it.',
  ),
  'tag.leg': assumed('The tag of a destination is the tag of its own leg, which does not take over that of the call.'),
  'tag.verb': documented('`Tag` sets the tag of the call, white space around it dropped; a blank one clears it.'),
  'transfer.caller-gives-up': documented(
    'When the caller hangs up while phones ring, their legs end with the cause `cancel`; there is no `transferComplete`.',
  ),
  'transfer.caller-id': documented(
    'Without a `transferCallerId` the called parties see the number of the far end of the call.',
  ),
  'transfer.caller-left': documented(
    'When the caller hangs up once a party has answered, that party is hung up too, joined or not yet.',
  ),
  'transfer.joined': documented('The legs are joined when the document for the called party has ended.'),
  'transfer.no-url': documented('Without a `transferCompleteUrl` the verbs that follow run.'),
  'transfer.others-dropped': documented('All destinations ring together; when one answers, the others are dropped.'),
  'transfer.others-cause': documented(
    'The legs that are dropped end with the cause `hangup` and have no `answerTime`, as was seen on a live account.',
  ),
  'transfer.reported': documented(
    '`transferComplete` is about the leg that answered, or about one of them when none did; here it is the last to end.',
  ),
  'transfer.order': assumed('`transferDisconnect` is sent before `transferComplete`; no order is promised.'),
  'transfer.whisper': documented(
    'What `transferAnswerUrl` answers runs for the called party alone; `Hangup` in it drops that party.',
  ),
  'transfer.whisper-fails': assumed(
    'When that document cannot be had or is invalid, the leg of the called party ends, and `transferComplete` has its cause.',
  ),
  'transfer.whisper-context': assumed(
    'Documents that the called party fetches with `Redirect`, `Gather` or `Record` run under the same restrictions.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;

/** The name of a behavior. */
export type Behavior = keyof typeof behaviors;
