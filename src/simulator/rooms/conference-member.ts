/** How a call takes part in a conference. */
export interface Membership {
  /** Hears the others, but is not heard. */
  readonly mute: boolean;
  /** Neither hears the others nor is heard. */
  readonly hold: boolean;
  /** The calls that alone hear this member; empty if it does not coach. */
  readonly callIdsToCoach: readonly string[];
}

/** Returns how a member takes part, in words that follow `joins`. */
export function joiningText({ mute, hold, callIdsToCoach }: Membership): string {
  const parts = [
    ...(mute ? ['muted'] : []),
    ...(hold ? ['on hold'] : []),
    ...(callIdsToCoach.length === 0 ? [] : [`to coach ${callIdsToCoach.join(' and ')}`]),
  ];
  return parts.map((part) => `, ${part}`).join('');
}

/** Returns what changes for a member: a verb for each change. */
export function changesText(from: Membership, to: Membership): string {
  const coached = to.callIdsToCoach.join(' and ');
  return [
    ...(from.mute === to.mute ? [] : [to.mute ? 'is muted' : 'is unmuted']),
    ...(from.hold === to.hold ? [] : [to.hold ? 'is put on hold' : 'is taken off hold']),
    ...(from.callIdsToCoach.join(' and ') === coached
      ? []
      : [coached === '' ? 'stops coaching' : `coaches ${coached}`]),
  ].join(', ');
}
