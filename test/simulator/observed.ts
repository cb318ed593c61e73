// What tables of the simulator's tests say of a call: moments in virtual milliseconds, prompts, and events as they came.
import type { Call, HeardAudio, HeardSpeech, SentEvent, TimelineEntry } from 'bxml-jsx/testing';

/** Seconds of a timeline as whole milliseconds. */
export const msOf = (seconds: number): number => Math.round(seconds * 1000);

type At<E> = TimelineEntry & E;

const isEvent = (entry: TimelineEntry): entry is At<SentEvent> => entry.kind === 'event';
const isPrompt = (entry: TimelineEntry): entry is At<HeardSpeech | HeardAudio> =>
  entry.kind === 'speech' || entry.kind === 'audio';

/** The moments at which events of that type were sent. */
export const sentAt = (call: Call, eventType: string): number[] =>
  call.wholeTimeline.filter(isEvent).flatMap((entry) => (entry.eventType === eventType ? [msOf(entry.at)] : []));

/** Every event as "650 gather". */
export const eventsOf = (call: Call): string[] =>
  call.wholeTimeline.filter(isEvent).map(({ at, eventType }) => `${msOf(at)} ${eventType}`);

/** Every prompt as "0 Press one.", with "stopped 300" where it was cut short. */
export const promptsOf = (call: Call): string[] =>
  call.wholeTimeline.filter(isPrompt).map((prompt) => {
    const what = prompt.kind === 'speech' ? prompt.text : prompt.url;
    return `${msOf(prompt.at)} ${what}${prompt.stoppedAfter === undefined ? '' : ` stopped ${msOf(prompt.stoppedAfter)}`}`;
  });

/** Presses keys at moments: virtual milliseconds after now, whether anything takes them or not. */
export async function pressesAt(call: Call, keys: readonly (readonly [at: number, key: string])[]): Promise<void> {
  let now = 0;
  for (const [at, key] of keys) {
    await call.waits((at - now) / 1000);
    await call.press(key, { now: true });
    now = at;
  }
}

/** The text with the random parts of its ids left out: what is the same in every simulation remains. */
export const withoutRandomIds = (text: string): string =>
  text.replace(/\b([a-z])-[0-9a-f]{8}-([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})\b/g, '$1-$2-$3');
