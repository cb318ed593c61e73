/** When the calls of all events start, in milliseconds since 1970. */
const CALL_START = Date.parse('2026-11-24T09:29:58.013Z');

/** With its zone: without one it would mean another moment on every machine. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const DURATION = /^PT(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d+)?)S)?$/;

/**
 * Times in the order in which things happen, each by default so many milliseconds after the one before; the first
 * counts from the start of the call. Those after a time that is given follow it; those before it stay, unless they would
 * be later.
 *
 * @param given times that are given; what is no time in ISO 8601 is passed over.
 * @param gaps the milliseconds, by the names of the fields.
 * @example timesOf(given, { startTime: 0, answerTime: 5693, eventTime: 8774 })
 */
export function timesOf<Field extends string>(
  given: { readonly [F in NoInfer<Field>]?: unknown },
  gaps: Readonly<Record<Field, number>>,
): Record<Field, string> {
  const fields = Object.keys(gaps) as Field[]; // The cast: an object literal has the keys of its type.
  const known = fields.map((field) => momentOf(given[field]));
  let clock = CALL_START + lateness(known, Object.values(gaps));
  const times = fields.map((field, index) => {
    const next = known.slice(index).find((moment) => moment !== undefined) ?? Number.POSITIVE_INFINITY;
    const moment = Math.min(clock + gaps[field], Math.max(next, clock));
    clock = known[index] ?? moment;
    return [field, new Date(moment).toISOString()];
  });
  return Object.fromEntries(times);
}

/** By how much all has to happen earlier, so that what comes before the first time that is given does: 0 or less. */
function lateness(known: readonly (number | undefined)[], gaps: readonly number[]): number {
  const first = known.findIndex((moment) => moment !== undefined);
  const moment = known[first];
  if (moment === undefined) return 0;
  const before = gaps.slice(0, first).reduce((sum, gap) => sum + gap, CALL_START);
  return moment < before ? moment - before - (gaps[first] ?? 0) : 0;
}

function momentOf(time: unknown): number | undefined {
  const moment = typeof time === 'string' && MOMENT.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** The milliseconds of an ISO 8601 duration in hours, minutes and seconds; of anything else those by default. */
export function millisecondsOf(duration: unknown, byDefault: number): number {
  const [whole, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(String(duration)) ?? [];
  return whole === undefined
    ? byDefault
    : Math.round((Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}

/** The time between two others as an ISO 8601 duration. */
export function durationBetween(start: unknown, end: unknown, byDefault: string): string {
  const from = momentOf(start);
  const to = momentOf(end);
  return from === undefined || to === undefined || to < from ? byDefault : `PT${(to - from) / 1000}S`;
}
