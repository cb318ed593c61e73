// Random joins, leaves, mutes, holds and coaches, by documents and by the REST API: who hears whom is as in a model of three
// lines, for `canHear` and for what a member says.
import { type Call, type ConferenceRoom, type Platform, RestError } from 'bxml-jsx/testing';
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
  | { readonly kind: 'leave' | 'wait' | 'speak'; readonly which: number }
  | { readonly kind: 'update'; readonly which: number; readonly with: Partial<Attributes> };

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: attributes.map((each) => ({ kind: 'join', with: each }) as const) },
    { weight: 1, arbitrary: fc.nat(11).map((which) => ({ kind: 'leave', which }) as const) },
    { weight: 1, arbitrary: fc.nat(11).map((which) => ({ kind: 'wait', which }) as const) },
    { weight: 2, arbitrary: fc.nat(11).map((which) => ({ kind: 'speak', which }) as const) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(11), attributes, fc.subarray(['mute', 'hold', 'coaches'] as const))
        .map(([which, all, names]) => {
          const changed: Partial<Attributes> = Object.fromEntries(names.map((name) => [name, all[name]]));
          return { kind: 'update', which, with: changed } as const;
        }),
    },
  ),
  { minLength: 1, maxLength: 16 },
);

const markup = ({ mute, hold }: Attributes, ids: readonly (string | undefined)[]): string =>
  `mute="${mute}" hold="${hold}" callIdsToCoach="${ids.join()}"`;

const hasHeard = (call: Call, words: string): boolean =>
  call.timeline.some((entry) => entry.kind === 'voice' && entry.text === words);

/** Changes a member by the REST API. Ids of members to coach that do not exist yet are left out. */
async function update(
  platform: Platform,
  room: ConferenceRoom | undefined,
  call: Call,
  calls: readonly Call[],
  { mute, hold, coaches }: Partial<Attributes>,
): Promise<{ readonly coaches?: readonly number[]; readonly isRefused: boolean }> {
  const known = coaches?.filter((each) => each < calls.length);
  const body = {
    ...(mute === undefined ? {} : { mute }),
    ...(hold === undefined ? {} : { hold }),
    ...(known === undefined ? {} : { callIdsToCoach: known.map((each) => calls[each]?.callId ?? '') }),
  };
  try {
    await platform.api.updateConferenceMember(room?.id ?? '', call.callId, body);
    return { ...(known === undefined ? {} : { coaches: known }), isRefused: false };
  } catch (error) {
    if (!(error instanceof RestError) || error.status !== 400) throw error;
    return { ...(known === undefined ? {} : { coaches: known }), isRefused: true };
  }
}

async function holds(all: readonly Action[]): Promise<void> {
  const calls: Call[] = [];
  const members: Member[] = [];
  let own = '';
  let spoken = 0;
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
      else if (action.kind === 'update') {
        const changed = await update(platform, room, call, calls, action.with);
        const coaches = changed.coaches ?? member.coaches;
        const isRefused =
          (changed.coaches?.length ?? 0) > 0 && members.some((each) => each !== member && each.coaches.length > 0);
        assert.is(changed.isRefused, isRefused);
        if (!isRefused) members[members.indexOf(member)] = { ...member, ...action.with, coaches };
      } else if (action.kind === 'speak') {
        const words = `word ${++spoken}`;
        await call.says(words);
        const heardBy = calls.flatMap((each, id) => (hasHeard(each, words) ? [id] : []));
        const expected = members.filter((each) => hears(each, member)).map(({ id }) => id);
        assert.equal(
          heardBy,
          expected.sort((one, other) => one - other),
          `${member.id} says ${words}`,
        );
      } else {
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
