import {
  type AnyEvent,
  type AsyncEvent,
  type AsyncEventType,
  type ConferenceCreatedEvent,
  type DtmfEvent,
  type EmptyAnswerEventType,
  type EndpointEvent,
  type EventsByType,
  type EventType,
  type GatherEvent,
  isSync,
  type MediaStream,
  parseEvent,
  type SyncEvent,
  type SyncEventType,
  type UnknownEvent,
  type WebhookEvent,
} from 'bxml-jsx/events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { defineEvent } from '../../src/events/define-event.js';
import { leastEvent } from './samples.js';

// The compiler checks most of this file: a line below an @ts-expect-error that compiles fails the type check.
const test = suite('types of events');

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proven = <_Claim extends true>(): void => undefined;

test('unions narrow by their discriminators', () => {
  const narrow = (event: AnyEvent): string | undefined => {
    switch (event.eventType) {
      case 'gather':
        proven<Equal<typeof event, GatherEvent>>();
        return event.digits;
      case 'dtmf':
        // @ts-expect-error: a dtmf event has a digit, not digits
        return event.digits ?? event.digit;
      case undefined:
        proven<Equal<typeof event, EndpointEvent>>();
        return event.event === 'endpointConnected' ? event.deviceId : event.tags;
      // @ts-expect-error: no event has this type
      case 'Gather':
        return undefined;
      default:
        proven<Equal<Extract<typeof event, UnknownEvent>, never>>();
        return event.eventType;
    }
  };
  assert.is(narrow(parseEvent({ ...leastEvent('gather'), digits: '12' })), '12');
});

test('isSync narrows to synchronous events', () => {
  const event = parseEvent(leastEvent('gather'));
  if (isSync(event)) proven<Equal<(typeof event)['eventType'], SyncEventType>>();
  else proven<Equal<(typeof event)['eventType'], AsyncEventType | undefined>>();
  const unknown: UnknownEvent = { eventType: 'tomorrow', anything: 1 };
  assert.is(isSync(unknown), false);
  // @ts-expect-error: not an event
  assert.is(isSync({ type: 'gather' }), false);
});

test('the types distinguish kinds and empty answers', () => {
  proven<Equal<EventType, SyncEventType | AsyncEventType>>();
  proven<Equal<SyncEventType & AsyncEventType, never>>();
  proven<Equal<EventsByType['dtmf'], DtmfEvent>>();
  proven<Equal<EventsByType[EventType], WebhookEvent>>();
  proven<Equal<SyncEvent | AsyncEvent, WebhookEvent>>();
  proven<Equal<SyncEvent['eventType'], SyncEventType>>();
  proven<Equal<AsyncEvent['eventType'], AsyncEventType>>();
  proven<Equal<Extract<AsyncEvent, DtmfEvent | GatherEvent>, DtmfEvent>>();
  proven<
    Equal<
      EmptyAnswerEventType,
      'conferenceCreated' | 'conferenceMemberJoin' | 'conferenceMemberExit' | 'conferenceRedirect' | 'referComplete'
    >
  >();
});

test('events have no index signature, unions of values are open, and null is allowed only if it may be sent', () => {
  const conference: ConferenceCreatedEvent = { eventType: 'conferenceCreated', conferenceId: 'conf-1', name: 'room' };
  const nulled: ConferenceCreatedEvent = { ...conference, tag: null, eventTime: undefined };
  // @ts-expect-error: name is required
  const nameless: ConferenceCreatedEvent = { eventType: 'conferenceCreated', conferenceId: 'conf-1' };
  // @ts-expect-error: misspelled field
  const misspelt = conference.conferenceID;
  // @ts-expect-error: this time is never null
  const timeless: ConferenceCreatedEvent = { ...conference, eventTime: null };
  const tracks: MediaStream['tracks'] = ['inbound', 'a-new-one'];
  assert.equal(
    [nulled.tag, nameless.name, misspelt, timeless.eventTime, tracks.length],
    [null, undefined, undefined, null, 2],
  );
});

interface ProbeEvent {
  eventType: 'probe';
  id: string;
  size: number;
  loud: boolean;
  stream: { id: string; tracks: string[]; note?: string | null };
  note?: string | null | undefined;
  privacy?: boolean | undefined;
  level?: string | number | undefined;
}

test('a definition must match its interface', () => {
  const fields = {
    id: 'string',
    size: 'integer',
    loud: 'boolean',
    stream: { id: 'string', tracks: 'array' },
    privacy: 'boolean?',
  } as const;
  const probe = defineEvent<ProbeEvent>()('probe', { kind: 'async', fields });
  assert.equal(probe, { name: 'probe', kind: 'async', fields });
  const define = defineEvent<ProbeEvent>();
  // @ts-expect-error: wrong name
  define('prob', { kind: 'async', fields });
  // @ts-expect-error: size is undefined
  define('probe', { kind: 'async', fields: { ...fields, size: undefined } });
  const { size: _, ...sizeless } = fields;
  // @ts-expect-error: missing size
  define('probe', { kind: 'async', fields: sizeless });
  // @ts-expect-error: wrong type
  define('probe', { kind: 'async', fields: { ...fields, size: 'string' } });
  // @ts-expect-error: a required field has no question mark
  define('probe', { kind: 'async', fields: { ...fields, id: 'string?' } });
  // @ts-expect-error: an optional field has a question mark
  define('probe', { kind: 'async', fields: { ...fields, privacy: 'boolean' } });
  const { privacy: __, ...silent } = fields;
  // @ts-expect-error: an optional field that is not a string must be listed
  define('probe', { kind: 'async', fields: silent });
  // @ts-expect-error: an optional string must not be listed
  define('probe', { kind: 'async', fields: { ...fields, note: 'string?' } });
  // @ts-expect-error: an optional union with string must not be listed
  define('probe', { kind: 'async', fields: { ...fields, level: 'number?' } });
  // @ts-expect-error: the interface has no such field
  define('probe', { kind: 'async', fields: { ...fields, extra: 'string' } });
  // @ts-expect-error: unknown field from a spread
  define('probe', { kind: 'async', fields: { ...{ extra: 'string' as const }, ...fields } });
  // @ts-expect-error: unknown field in a nested object
  define('probe', { kind: 'async', fields: { ...fields, stream: { ...fields.stream, extra: 'string' } } });
  // @ts-expect-error: an object must list its fields
  define('probe', { kind: 'async', fields: { ...fields, stream: { id: 'string' } } });
  // @ts-expect-error: an object must list its fields
  define('probe', { kind: 'async', fields: { ...fields, stream: 'object' } });
  // @ts-expect-error: the discriminator is not a field
  define('probe', { kind: 'async', fields: { ...fields, eventType: 'string' } });
});

test('only synchronous events have a response context and may allow an empty answer', () => {
  const define = defineEvent<{ eventType: 'probe' }>();
  define('probe', { kind: 'sync', responseContext: 'conference', emptyAnswer: 204, fields: {} });
  // @ts-expect-error: missing response context
  define('probe', { kind: 'sync', fields: {} });
  // @ts-expect-error: an asynchronous event has no response context
  define('probe', { kind: 'async', responseContext: 'call', fields: {} });
  // @ts-expect-error: an asynchronous event has no empty answer
  define('probe', { kind: 'async', emptyAnswer: 204, fields: {} });
  // @ts-expect-error: unsupported status
  define('probe', { kind: 'sync', responseContext: 'call', emptyAnswer: 404, fields: {} });
  // @ts-expect-error: unknown property
  define('probe', { kind: 'async', fields: {}, alias: ['Probe'] });
  // @ts-expect-error: alias of an unknown field
  define('probe', { kind: 'async', fields: {}, fieldAliases: { transcript: 'transcription' } });
});

test.run();
