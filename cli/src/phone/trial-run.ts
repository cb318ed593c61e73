import { type Call, type Party, type Platform, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { CALLER, type CallTest, type CallTestStep } from '../call-test/call-test.js';
import { EnvironmentVariable } from '../call-test/source-text.js';
import type { PhoneTarget } from './target.js';

/** The trials of a test. */
const MOST_TRIALS = 8;

/**
 * Returns a recorded test that runs green. It is run in virtual time: a prompt that differs from call to call is left out,
 * and what cannot happen again ends the test, such as what other callers did in a conference.
 */
export async function runnableTest(test: CallTest, target: PhoneTarget): Promise<CallTest> {
  let { steps } = test;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const failed = await failedStep({ ...test, steps }, target);
    if (failed === undefined) return { ...test, steps };
    const step = steps[failed];
    const isPrompt = step?.kind === 'hears' || step?.kind === 'beginsToHear';
    steps = isPrompt && trial < MOST_TRIALS - 2 ? steps.toSpliced(failed, 1) : [...steps.slice(0, failed), END];
    if (step === undefined) break;
  }
  const comment = 'This call depends on more than its own steps: the test holds its beginning only.';
  const failed = await failedStep({ ...test, steps }, target);
  return failed === undefined ? { ...test, steps, comment } : { ...test, steps: steps.slice(0, failed), comment };
}

const END: CallTestStep = { kind: 'hangUp', comment: 'From here on the call depends on something else.' };

/** Runs a test. Returns the index of the step that fails; `undefined` if none does. */
async function failedStep({ options, start, steps }: CallTest, target: PhoneTarget): Promise<number | undefined> {
  let index = 0;
  try {
    const given = withSecrets(options ?? {}, target) as SimulatorOptions;
    const platform = simulate(target.origin, {
      alsoServes: target.alsoServes,
      ...given,
      patience: Math.max(given.patience ?? 0, 5),
      limits: { ...given.limits, realSeconds: 30 },
    });
    const parties = new Map<string, Party>();
    const call = await begin(platform, start, target);
    parties.set(CALLER, call);
    for (const step of steps) {
      await runStep(call, parties, step);
      index++;
    }
    await platform.settles();
    return undefined;
  } catch {
    return index;
  }
}

function begin(platform: Platform, start: CallTest['start'], target: PhoneTarget): Promise<Call> {
  // The casts: without variables, the values are those of the platform's methods.
  if (start.kind === 'inbound')
    return platform.call(withSecrets(start.call, target) as Parameters<Platform['call']>[0]);
  return platform.createCall(withSecrets(start.request, target) as Parameters<Platform['createCall']>[0], start.callee);
}

/** Returns a value with the password in place of the variable that the test reads. */
function withSecrets(value: unknown, target: PhoneTarget): unknown {
  if (value instanceof EnvironmentVariable) return target.credentials?.password ?? '';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withSecrets(each, target)]));
}

async function runStep(call: Call, parties: Map<string, Party>, step: CallTestStep): Promise<void> {
  if (step.kind === 'together') {
    await Promise.all(step.steps.map((each) => runStep(call, parties, each)));
    return;
  }
  const party = parties.get(('party' in step ? step.party : undefined) ?? CALLER);
  if (party === undefined) throw new TypeError('no earlier step has the party');
  switch (step.kind) {
    case 'hears':
    case 'hearsNext':
    case 'beginsToHear':
    case 'neverHears':
      await party[step.kind](step.words);
      return;
    case 'press':
      return party.press(step.keys, step.now === true ? { now: true } : {});
    case 'says':
      return party.says(step.words, step.now === true ? { now: true } : {});
    case 'speaksFor':
      return party.speaksFor(step.seconds);
    case 'waits':
      return party.waits(step.seconds);
    case 'hangUp':
      return party.hangUp();
    case 'ends':
      await party.ends(step.cause);
      return;
    case 'transferredTo':
    case 'forwardedTo':
      parties.set(step.to, await call[step.kind](step.to, step.behavior));
      return;
    case 'referredTo':
      return call.referredTo(step.to, step.outcome);
    case 'nextChoice':
      await call.nextChoice(step.within === undefined ? {} : { within: step.within });
      return;
    case 'receives':
      // The cast: a recorded test has no such step with fields of other types.
      await call.receives(step.eventType as Parameters<Call['receives']>[0]);
  }
}
