// Property test: transfers to any number of parties with any behavior, compared with a model of the documented rules.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('any transfer');

/** Seconds, with few values, so that legs often end at the same moment. */
const someSeconds = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 45_000 }).map((ms) => ms / 1000),
);
const outcomes: CalleeBehavior[] = [
  {},
  { busy: true },
  { rejects: true },
  { noAnswer: true },
  { fails: 'account-limit' },
];
const behavior: fc.Arbitrary<CalleeBehavior> = fc
  .tuple(fc.constantFrom(...outcomes), someSeconds, someSeconds)
  .map(([outcome, ringsAfter, after]) => ({ ...outcome, ringsAfter, after }));
const transfers = fc.record({
  behaviors: fc.array(behavior, { minLength: 1, maxLength: 8 }),
  callTimeout: fc.integer({ min: 1, max: 40 }),
});

interface End {
  readonly to: string;
  readonly at: number;
  readonly cause: string;
}

const numberOf = (index: number) => `+1555123010${index}`;

/** Returns how a leg would end on its own; the cause of a leg that answers is empty. */
function alone({ ringsAfter = 0, after = 0, ...outcome }: CalleeBehavior, callTimeout: number, index: number): End {
  const end = (seconds: number, cause: string): End => ({ to: numberOf(index), at: Math.round(seconds * 1000), cause });
  if (ringsAfter > 30) return end(30, 'timeout');
  if (outcome.noAnswer || after > callTimeout) return end(ringsAfter + callTimeout, 'timeout');
  const cause = outcome.busy ? 'busy' : outcome.rejects ? 'rejected' : (outcome.fails ?? '');
  return end(ringsAfter + after, cause);
}

/** Returns the events of the transfer, if the party that answers hangs up ten seconds later. */
function expectedMoments(behaviors: readonly CalleeBehavior[], callTimeout: number): string[] {
  const ends = behaviors
    .map((each, index) => alone(each, callTimeout, index))
    .sort((a, b) => a.at - b.at || a.to.localeCompare(b.to));
  const winner = ends.findIndex(({ cause }) => cause === '');
  const lines = ({ to, at, cause }: End) => `${at} ${to} transferDisconnect ${cause}`;
  const last = ends.at(winner === -1 ? -1 : winner) as End;
  const { at, cause } = winner === -1 ? last : { at: last.at + 10_000, cause: 'hangup' };
  const dropped = ends.slice(winner + 1).map(({ to }) => ({ to, at: last.at, cause: 'hangup' }));
  const legs =
    winner === -1
      ? ends
      : [...ends.slice(0, winner), ...dropped.sort((a, b) => a.to.localeCompare(b.to)), { to: last.to, at, cause }];
  return [...legs.map(lines), `${at} caller transferComplete ${cause}`, `${at} caller disconnect hangup`];
}

test('ends as the model says, scripted by steps or by the option phones', async () => {
  await fc.assert(
    fc.asyncProperty(transfers, fc.boolean(), async ({ behaviors, callTimeout }, bySteps) => {
      const legs = behaviors.map(
        (_, index) => `<PhoneNumber transferDisconnectUrl="/leg">${numberOf(index)}</PhoneNumber>`,
      );
      const phones = Object.fromEntries(behaviors.map((each, index) => [numberOf(index), each]));
      const { platform } = simulated(
        {
          '/call': `<Transfer transferCompleteUrl="/done" callTimeout="${callTimeout}">${legs.join('')}</Transfer>`,
          '/leg': '',
          '/done': '<Hangup/>',
        },
        bySteps ? {} : { phones },
      );
      const call = await platform.call({ url: '/call' });
      const parties = await Promise.all(
        behaviors.map((each, index) => call.transferredTo(numberOf(index), bySteps ? each : undefined)),
      );
      for (const party of parties) {
        if (party.cause === undefined) await party.waits(10).then(() => party.hangUp());
      }
      await call.ends('hangup');
      assert.equal(moments(call), expectedMoments(behaviors, callTimeout));
    }),
    { numRuns: 100, seed: 2026 },
  );
});

test.run();
