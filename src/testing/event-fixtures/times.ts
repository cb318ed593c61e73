/** When the call of all events started, as a Unix timestamp in milliseconds. */
const CALL_START = Date.parse('2026-11-24T09:29:58.013Z');

/** An ISO 8601 time with a zone. Without a zone, the result would depend on the machine. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const DURATION = /^PT(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d+)?)S)?$/;

/**
 * Returns consecutive times. By default each follows the previous one after its gap; the first is relative to the start
 * of the call. Times after a passed time move with it; times before it change only if they would be later.
 *
 * @param given the passed fields; values that are not ISO 8601 times with a zone are ignored
 * @param gaps milliseconds since the previous time, by field, in chronological order
 * @example timesOf(given, { startTime: 0, answerTime: 5693, eventTime: 8774 })
 */
export function timesOf<Field extends string>(
  given: { readonly [F in NoInfer<Field>]?: unknown },
  gaps: Readonly<Record<Field, number>>,
): Record<Field, string> {
  const fields = Object.keys(gaps) as Field[]; // The cast: an object literal has the keys of its type.
  const known = fields.map((field) => parseTime(given[field]));
  let clock = CALL_START + startOffset(known, Object.values(gaps));
  const times = fields.map((field, index) => {
    const next = known.slice(index).find((time) => time !== undefined) ?? Number.POSITIVE_INFINITY;
    const time = Math.min(clock + gaps[field], Math.max(next, clock));
    clock = known[index] ?? time;
    return [field, new Date(time).toISOString()];
  });
  return Object.fromEntries(times);
}

/** Returns by how many milliseconds the start must move so that it is not after the first passed time: 0 or less. */
function startOffset(known: readonly (number | undefined)[], gaps: readonly number[]): number {
  const first = known.findIndex((time) => time !== undefined);
  const time = known[first];
  if (time === undefined) return 0;
  const before = gaps.slice(0, first).reduce((sum, gap) => sum + gap, CALL_START);
  return time < before ? time - before - (gaps[first] ?? 0) : 0;
}

/** Returns a time as a Unix timestamp in milliseconds; undefined if it is not an ISO 8601 time with a zone. */
function parseTime(value: unknown): number | undefined {
  const time = typeof value === 'string' && ISO_TIME.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Returns an ISO 8601 duration in milliseconds; the default if it is not a duration in hours, minutes and seconds. */
export function millisecondsOf(duration: unknown, byDefault: number): number {
  const [match, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(String(duration)) ?? [];
  return match === undefined
    ? byDefault
    : Math.round((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}

/**
 * Returns the time between two times as an ISO 8601 duration; the default if either is missing or they are reversed.
 */
export function durationBetween(start: unknown, end: unknown, byDefault: string): string {
  const from = parseTime(start);
  const to = parseTime(end);
  return from === undefined || to === undefined || to < from ? byDefault : `PT${(to - from) / 1000}S`;
}
