// Random joins, leaves, mutes, holds and coaches: who hears whom is as in a model of three lines.
import type { Call, ConferenceRoom } from 'bxml-jsx/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callFrom, inConference } from './conferences.js';

const test = suite('any conference');

interface Member {
  readonly id: number;
  readonly mute: boolean;
  readonly hold: boolean;
  /** The members that alone hear it; none if it does not coach. */
  readonly coaches: readonly number[];
}

/** The model: a member hears another one. */
const hears = (listener: Member, speaker: Member): boolean =>
  listener.id !== speaker.id &&
  ![listener.hold, speaker.hold, speaker.mute].includes(true) &&
  (speaker.coaches.length === 0 || speaker.coaches.includes(listener.id));

const attributes = fc.record({
  mute: fc.boolean(),
  hold: fc.boolean(),
  coaches: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.nat(11), { maxLength: 3 })),
});
type Attributes = { readonly mute: boolean; readonly hold: boolean; readonly coaches: readonly number[] };

type Action =
  | { readonly kind: 'join'; readonly with: Attributes }
  | { readonly kind: 'leave' | 'wait'; readonly which: number };

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: attributes.map((each) => ({ kind: 'join', with: each }) as const) },
    { weight: 1, arbitrary: fc.nat(11).map((which) => ({ kind: 'leave', which }) as const) },
    { weight: 1, arbitrary: fc.nat(11).map((which) => ({ kind: 'wait', which }) as const) },
  ),
  { minLength: 1, maxLength: 12 },
);

const markup = ({ mute, hold }: Attributes, ids: readonly (string | undefined)[]): string =>
  `mute="${mute}" hold="${hold}" callIdsToCoach="${ids.join()}"`;

async function holds(all: readonly Action[]): Promise<void> {
  const calls: Call[] = [];
  const members: Member[] = [];
  let own = '';
  const { platform } = inConference(() => '<SpeakSentence>Hello</SpeakSentence>', { attributes: () => own });
  let room: ConferenceRoom | undefined;
  for (const action of all) {
    if (action.kind === 'join') {
      const id = calls.length;
      // Only calls that came before have an id: a list without any of them makes no coach.
      const coaches = action.with.coaches.filter((each) => each < id);
      own = markup(
        action.with,
        coaches.map((each) => calls[each]?.callId),
      );
      const call = await callFrom(platform, id);
      calls.push(call);
      if (coaches.length > 0 && members.some((member) => member.coaches.length > 0)) {
        await call.ends('application-error');
        continue;
      }
      room = await call.joins('q');
      members.push({ ...action.with, id, coaches });
    } else {
      const member = members[action.which];
      const call = calls[member?.id ?? -1];
      if (member === undefined || call === undefined) continue;
      if (action.kind === 'wait') await call.waits(0.75);
      else {
        await call.hangUp();
        members.splice(members.indexOf(member), 1);
      }
    }
    if (room === undefined) continue;
    assert.is(room.isOver, members.length === 0);
    assert.equal(
      room.members.map(({ callId }) => callId),
      members.map(({ id }) => calls[id]?.callId),
    );
    for (const [id, call] of calls.entries()) {
      for (const [otherId, other] of calls.entries()) {
        const listener = members.find((each) => each.id === id);
        const speaker = members.find((each) => each.id === otherId);
        const expected = listener !== undefined && speaker !== undefined && hears(listener, speaker);
        assert.is(room.canHear(call, other), expected, `${id} hears ${otherId}`);
      }
    }
  }
}

test('who hears whom follows from the attributes of the members', async () => {
  await fc.assert(fc.asyncProperty(actions, holds), { numRuns: 60, seed: 2026 });
});

test.run();
