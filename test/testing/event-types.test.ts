// The compiler checks most of this file: a line below an @ts-expect-error that compiles fails the type check.
import type { EventsByType, GatherEvent } from 'bxml-jsx/events';
import { type EventBuilders, events } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('types of event builders');

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proven = <_Claim extends true>(): void => undefined;

test('default fields are not optional', () => {
  const event = events.gather();
  proven<Equal<(typeof event)['digits'], string>>();
  proven<Equal<(typeof event)['startTime'], string>>();
  proven<Equal<(typeof event)['text'], string | undefined>>();
  proven<Equal<(typeof event)['eventType'], 'gather'>>();
  const fits: GatherEvent = event;
  assert.is(fits, event);
});

test('passed fields keep their literal types', () => {
  const event = events.gather({ text: 'hello', answerTime: null, digits: undefined });
  proven<Equal<(typeof event)['text'], string>>();
  proven<Equal<(typeof event)['answerTime'], null>>();
  proven<Equal<(typeof event)['digits'], undefined>>();
  proven<Equal<(typeof event)['terminatingDigit'], string>>();
  const tag = ['a'].at(1);
  proven<Equal<ReturnType<typeof tagged>['tag'], string | undefined>>();
  function tagged() {
    return events.gather({ tag });
  }
  assert.is(event.text, 'hello');
});

test('an optional argument leaves the field optional', () => {
  const some: Partial<Pick<GatherEvent, 'digits' | 'tag'>> = {};
  const event = events.gather(some);
  proven<Equal<(typeof event)['digits'], string | undefined>>();
  assert.is(event.digits, '');
});

test('fields of nested objects are typed', () => {
  const { transcription } = events.transcriptionAvailable({ transcription: { text: 'hello' } });
  proven<Equal<(typeof transcription)['text'], string>>();
  assert.is(transcription.text, 'hello');
});

test('misspelled fields do not compile', () => {
  // @ts-expect-error: misspelled tag
  events.gather({ tga: 'x' });
  // @ts-expect-error: beside a valid field
  events.gather({ digits: '1', tga: 'x' });
  // @ts-expect-error: a dtmf event has a digit
  events.dtmf({ digits: '1' });
  const whatever = { digits: '1', extra: 1 };
  // @ts-expect-error: from a variable
  events.gather(whatever);
  // @ts-expect-error: in a nested object
  events.mediaStreamStarted({ mediaStream: { name: 'x', trakcs: [] } });
  // @ts-expect-error: unknown event
  assert.is(events.getaher, undefined);
});

test('values of the wrong type do not compile', () => {
  // @ts-expect-error: digits is a string
  assert.is(events.gather({ digits: 1 }).digits, 1);
  // @ts-expect-error: null is not allowed
  assert.is(events.gather({ digits: null }).digits, null);
  // @ts-expect-error: the number must be a string
  assert.throws(() => events.dtmf({ digit: 5 }));
});

test('built events can be passed to handlers', () => {
  const handler = ({ digits = '' }: Pick<GatherEvent, 'digits'>): string => digits;
  assert.is(handler(events.gather({ digits: '4' })), '4');
});

test('a missing builder does not compile', () => {
  type Every = { readonly [Type in keyof EventsByType]: () => EventsByType[Type] };
  proven<EventBuilders extends Every ? true : false>();
  proven<Omit<EventBuilders, 'gather'> extends Every ? false : true>();
  proven<Omit<EventBuilders, 'gather'> & { gather: EventBuilders['dtmf'] } extends Every ? false : true>();
});

test.run();
