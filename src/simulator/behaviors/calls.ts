import { assumed, documented, type Entry, numbered } from './basis.js';

/** A call from its beginning to its end: placing, ringing, answering, machine detection, changes by the REST API. */
export const callBehaviors = {
  'answer.by-verb': assumed(
    'The first `SpeakSentence`, `PlayAudio`, `Gather`, `Record`, `SendDtmf`, `Bridge`, `Conference` or `Transfer` answers an inbound call that is not answered yet.',
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
  'disconnect.every-end': documented('The `disconnect` event is sent whenever a call ends, with its cause.'),
  'disconnect.status-url': assumed(
    'If the test sets no `statusUrl`, the `disconnect` event of an inbound call goes to the URL of `initiate`.',
  ),
  'getCallState.retention': numbered(
    'documented',
    7,
    (days) => `The state of a call can be requested for ${days} days after its end; after that, the call is unknown.`,
  ),
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
} as const satisfies Readonly<Record<string, Entry>>;
