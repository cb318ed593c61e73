import { type Call, type Party, type Platform, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { CALLER, type CallTest, type CallTestStep } from '../call-test/call-test.js';
import { EnvironmentVariable } from '../call-test/source-text.js';
import type { PhoneTarget } from './target.js';

/** The trials of a test. */
const MOST_TRIALS = 8;

/** A test that runs green. */
export interface RunnableTest {
  readonly test: CallTest;
  /** False if something was left out. */
  readonly isWhole: boolean;
}

/**
 * Returns a recorded test that runs green. It is run in virtual time: a prompt that differs from call to call is left out,
 * and what cannot happen again ends the test, such as what other callers did.
 */
export async function runnableTest(test: CallTest, target: PhoneTarget): Promise<RunnableTest> {
  let { steps } = test;
  const most = MOST_TRIALS + 4 * steps.filter(({ kind }) => kind === 'begins').length;
  for (let trial = 0; trial < most; trial++) {
    const failed = await failedStep({ ...test, steps }, target);
    if (failed === undefined) return { test: { ...test, steps }, isWhole: trial === 0 };
    const step = steps[failed];
    const isPrompt = step?.kind === 'hears' || step?.kind === 'beginsToHear';
    steps =
      isPrompt && trial < most - 2 ? steps.toSpliced(failed, 1) : [...steps.slice(0, failed), ...endsOf(steps, failed)];
    if (step === undefined) break;
  }
  const comment = 'This call depends on more than its own steps: the test holds its beginning only.';
  const failed = await failedStep({ ...test, steps }, target);
  return { test: { ...test, steps: failed === undefined ? steps : steps.slice(0, failed), comment }, isWhole: false };
}

/** Returns the steps that hang up what is up before a step. */
function endsOf(steps: readonly CallTestStep[], end: number): CallTestStep[] {
  const up = new Set<string>([CALLER]);
  for (const step of steps.slice(0, end)) {
    if (step.kind === 'begins') up.add(step.party);
    if (step.kind === 'hangUp' || step.kind === 'ends') up.delete(step.party ?? CALLER);
  }
  return [...up].map((party, index) => ({
    kind: 'hangUp',
    ...(party === CALLER ? {} : { party }),
    ...(index === 0 ? { comment: 'From here on the call depends on something else.' } : {}),
  }));
}

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
    const cast = new Cast();
    cast.add(CALLER, await begin(platform, start, target));
    for (const step of steps) {
      if (step.kind === 'begins') cast.add(step.party, await begin(platform, step.start, target));
      else await runStep(cast, step);
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

/** The calls and the parties of a test by name. */
class Cast {
  readonly #calls = new Map<string, Call>();
  readonly parties = new Map<string, Party>();

  add(name: string, call: Call): void {
    this.#calls.set(name, call);
    this.parties.set(name, call);
  }

  call(name = CALLER): Call {
    const call = this.#calls.get(name);
    if (call === undefined) throw new TypeError('no earlier step has the call');
    return call;
  }

  party(name = CALLER): Party {
    const party = this.parties.get(name);
    if (party === undefined) throw new TypeError('no earlier step has the party');
    return party;
  }
}

async function runStep(cast: Cast, step: CallTestStep): Promise<void> {
  if (step.kind === 'together') {
    await Promise.all(step.steps.map((each) => runStep(cast, each)));
    return;
  }
  const party = 'party' in step && step.kind !== 'begins' ? cast.party(step.party) : cast.party();
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
      return party.speaksFor(step.seconds, step.now === true ? { now: true } : {});
    case 'waits':
      return party.waits(step.seconds);
    case 'hangUp':
      return party.hangUp();
    case 'ends':
      await party.ends(step.cause);
      return;
    case 'transferredTo':
    case 'forwardedTo':
      cast.parties.set(step.as ?? step.to, await cast.call(step.of)[step.kind](step.to, step.behavior));
      return;
    case 'referredTo':
      return cast.call(step.of).referredTo(step.to, step.outcome);
    case 'begins':
    case 'nextChoice':
    case 'receives':
      throw new TypeError(`a recorded test has no step ${step.kind} here`);
  }
}
