// Applications with conferences, and what their tables say: events and prompts in virtual milliseconds.
import type { ConferenceRoom, Platform, SentEvent, SimulatorOptions, TimelineEntry } from 'bxml-jsx/testing';
import { msOf } from './observed.js';
import { type Answer, simulated } from './simulated.js';

type Event = Readonly<Record<string, unknown>>;

/** What a conference event is answered with: the verbs of a document, or nothing. */
export type Reply = (event: Event) => string | undefined;

/**
 * Simulates an application: `/call` says "Welcome." (1 s), joins `q` with the attributes and says "Goodbye." (1 s); `/room`
 * receives the events of the conference, and `/status` those of calls. A call to `+1555123010N` gets the attributes of
 * `joins[N]`.
 */
export function inConference(
  reply: Reply = () => undefined,
  {
    attributes = '',
    answers = {},
    options = {},
  }: {
    readonly attributes?: string | ((event: Event) => string);
    readonly answers?: Readonly<Record<string, Answer>>;
    readonly options?: SimulatorOptions;
  } = {},
) {
  const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
  const attributesOf = typeof attributes === 'string' ? () => attributes : attributes;
  return simulated(
    {
      '/call': ({ event }) =>
        `${say('Welcome.')}<Conference conferenceEventUrl="/room" ${attributesOf(event)}>q</Conference>${say('Goodbye.')}`,
      '/room': ({ event }) => reply(event) ?? new Response(null, { status: 204 }),
      '/status': '',
      ...answers,
    },
    { speech: () => 1, ...options },
  );
}

/** A call comes in from a number with that last digit. */
export const callFrom = (platform: Platform, digit: number, url = '/call') =>
  platform.call({ url, from: `+1555123000${digit}`, statusUrl: '/status' });

const isEvent = (entry: TimelineEntry): entry is TimelineEntry & SentEvent => entry.kind === 'event';

/** The events of a conference as "1000 conferenceMemberJoin 1": milliseconds since it began, and the last digit of the member. */
export const roomEvents = ({ timeline }: ConferenceRoom): string[] =>
  timeline
    .filter(isEvent)
    .map(({ at, eventType, event }) => `${msOf(at)} ${eventType} ${String(event.from ?? '').slice(-1)}`.trim());

/** The prompts of a conference as "0 One has joined.", with "stopped 300" if it was cut short. */
export const roomPrompts = ({ timeline }: ConferenceRoom): string[] =>
  timeline.flatMap((entry) => {
    if (entry.kind !== 'speech' && entry.kind !== 'audio') return [];
    const what = entry.kind === 'speech' ? entry.text : new URL(entry.url).pathname;
    const stop = entry.stoppedAfter === undefined ? '' : ` stopped ${msOf(entry.stoppedAfter)}`;
    return [`${msOf(entry.at)} ${what}${stop}`];
  });
