import { assumed, documented, type Entry, numbered } from './basis.js';

/** Calls that are connected with another party. */
export const connectedCallBehaviors = {
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
} as const satisfies Readonly<Record<string, Entry>>;
