import { assumed, documented, type Entry, numbered } from './basis.js';

/** Conferences, and their changes by the REST API. */
export const conferenceBehaviors = {
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
  'getConference.over': assumed(
    '`getConference` and `listConferences` know the last thousand conferences that are over.',
  ),
  'listConferences.order': documented('`listConferences` lists conferences by `createdTime`, the oldest first.'),
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
