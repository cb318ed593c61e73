// Formats calls for the tables of the tests: moments in virtual milliseconds, prompts, and events.
import type { Call, HeardAudio, HeardSpeech, SentEvent, TimelineEntry } from 'bxml-jsx/testing';

/** Converts seconds of a timeline to whole milliseconds. */
export const msOf = (seconds: number): number => Math.round(seconds * 1000);

type At<E> = TimelineEntry & E;

const isEvent = (entry: TimelineEntry): entry is At<SentEvent> => entry.kind === 'event';
const isPrompt = (entry: TimelineEntry): entry is At<HeardSpeech | HeardAudio> =>
  entry.kind === 'speech' || entry.kind === 'audio';

/** Returns the moments at which events of a type were sent. */
export const sentAt = (call: Call, eventType: string): number[] =>
  call.wholeTimeline.filter(isEvent).flatMap((entry) => (entry.eventType === eventType ? [msOf(entry.at)] : []));

/** Returns every event as "650 gather". */
export const eventsOf = (call: Call): string[] =>
  call.wholeTimeline.filter(isEvent).map(({ at, eventType }) => `${msOf(at)} ${eventType}`);

/** Returns every prompt as "0 Press one.", with "stopped 300" if it was cut short. */
export const promptsOf = (call: Call): string[] =>
  call.wholeTimeline.filter(isPrompt).map((prompt) => {
    const what = prompt.kind === 'speech' ? prompt.text : prompt.url;
    return `${msOf(prompt.at)} ${what}${prompt.stoppedAfter === undefined ? '' : ` stopped ${msOf(prompt.stoppedAfter)}`}`;
  });

/** Presses keys at moments, in virtual milliseconds from now, even if nothing listens for keys. */
export async function pressesAt(call: Call, keys: readonly (readonly [at: number, key: string])[]): Promise<void> {
  let now = 0;
  for (const [at, key] of keys) {
    await call.waits((at - now) / 1000);
    await call.press(key, { now: true });
    now = at;
  }
}

/** Removes the random parts of ids from a text, so that it is the same in every simulation. */
export const withoutRandomIds = (text: string): string =>
  text.replace(/\b([a-z])-[0-9a-f]{8}-([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})\b/g, '$1-$2-$3');
