/** What a call remembers from one webhook to the next. It travels in the tag, so the server remembers nothing. */
export interface CallTag {
  /** The id of the appointment that the call is about. */
  readonly appointment: string;
  /** The how-manieth time the question at hand is asked, from 1. */
  readonly ask: number;
  /** The ids of the times on offer: the first has the key 1. */
  readonly offered: readonly string[];
}

/** The tag of a call, such as `a17`, `a17 2` or `a17 1 t3 t5`. No id has a space in it. */
export const writeTag = ({ appointment, ask, offered = [] }: Pick<CallTag, 'appointment'> & Partial<CallTag>): string =>
  [appointment, ...(ask === undefined ? [] : [ask, ...offered])].join(' ');

/** What the tag of a call says. */
export function readTag(tag: string | null | undefined): CallTag {
  const [appointment = '', ask, ...offered] = (tag ?? '').split(' ');
  return { appointment, ask: Number(ask) || 1, offered };
}
