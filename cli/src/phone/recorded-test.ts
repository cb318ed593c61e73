// From recorded calls to a test of one call, or of several calls that belong together.
import { CALLER, type CallStart, type CallTest, type CallTestStep } from '../call-test/call-test.js';
import { stepsOf, type TimedStep } from './call-steps.js';
import type { RecordedCall } from './recorded-call.js';

/** Seconds between two steps of different calls that a test keeps. */
const NOTED_GAP = 1.5;

/** Returns the test of calls so far. @param calls in the order in which they began, at least one */
export function testOf(calls: readonly RecordedCall[]): CallTest {
  const [first] = calls;
  if (first === undefined) throw new TypeError('there is no call');
  const hasOthers = calls.length > 1;
  const steps = hasOthers ? merged(calls) : stepsOf(first, { name: CALLER, hasOthers }).map(({ step }) => step);
  const options = optionsOf(calls);
  return {
    name: nameOf(first, calls.length, steps),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    start: startOf(first),
    steps,
  };
}

function optionsOf(calls: readonly RecordedCall[]): NonNullable<CallTest['options']> {
  const slowest = Math.max(...calls.map(({ needs }) => needs.slowest));
  const allow = [...new Set(calls.flatMap(({ needs }) => needs.allow))].sort();
  return {
    ...(allow.length === 0 ? {} : { allow }),
    ...(slowest > 600 ? { patience: Math.ceil((slowest / 1000) * 3), limits: { realSeconds: 60 } } : {}),
  };
}

/** Returns how a call begins. The called party of an outbound call does what it did. */
function startOf({ start, facts, root, detectedAs }: RecordedCall): CallStart {
  if (start.kind === 'inbound') return start;
  const decision = facts.find((fact) => fact.kind === 'decision' && fact.leg === root);
  if (decision?.kind !== 'decision') return start;
  return { ...start, callee: detectedAs === undefined ? decision.behavior : { ...decision.behavior, detectedAs } };
}

function nameOf({ start }: RecordedCall, count: number, steps: readonly CallTestStep[]): string {
  const words = steps.flatMap((step): string[] => {
    if (step.kind === 'press') return [`presses ${step.keys}`];
    if (step.kind === 'says') return [`says “${shortened(step.words)}”`];
    if (step.kind === 'speaksFor') return ['speaks'];
    if (step.kind === 'transferredTo' || step.kind === 'forwardedTo') return [`is connected with ${step.to}`];
    if (step.kind === 'referredTo') return [`is referred to ${step.to}`];
    return step.kind === 'hangUp' ? ['hangs up'] : [];
  });
  const { from, to } = start.kind === 'inbound' ? start.call : start.request;
  const title = start.kind === 'inbound' ? `${String(from)} calls ${String(to)}` : `${String(to)} is called`;
  const others = count - 1;
  if (others > 0) return `${title}, and ${others === 1 ? 'another call' : `${others} other calls`} with it`;
  return [title, ...words.slice(0, 5)].join(', ');
}

const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);

/** Returns the steps of calls in the order in which they happened, with the time between them. */
function merged(calls: readonly RecordedCall[]): CallTestStep[] {
  const all = calls.flatMap((call, index): TimedStep[] => {
    const name = index === 0 ? CALLER : `call ${index + 1}`;
    const steps = inOrder(stepsOf(call, { name, hasOthers: true }));
    const begin: CallTestStep = { kind: 'begins', party: name, start: startOf(call) };
    return index === 0 ? steps : [{ at: call.startedAt, step: begin }, ...steps];
  });
  const steps: CallTestStep[] = [];
  const up = new Set<string>([CALLER]);
  let now = calls[0]?.startedAt ?? 0;
  for (const { at, until = at, step } of all.sort((one, other) => one.at - other.at)) {
    const gap = Math.floor(at - now);
    const [waiting] = step.kind !== 'begins' && 'party' in step && step.party !== undefined ? [step.party] : up;
    if (at - now >= NOTED_GAP && Number.isFinite(at) && !WAITING.has(step.kind) && waiting !== undefined)
      steps.push({ kind: 'waits', seconds: gap, ...(waiting === CALLER ? {} : { party: waiting }) });
    steps.push(step);
    now = Math.max(now, until);
    if (step.kind === 'begins') up.add(step.party);
    if (step.kind === 'hangUp' || step.kind === 'ends') up.delete(step.party ?? CALLER);
  }
  return steps;
}

/** Steps that let time pass by themselves. */
const WAITING = new Set<CallTestStep['kind']>([
  'hears',
  'beginsToHear',
  'ends',
  'transferredTo',
  'forwardedTo',
  'referredTo',
  'together',
]);

/** Returns the steps of a call so that none is earlier than the one before it. */
function inOrder(steps: readonly TimedStep[]): TimedStep[] {
  let latest = 0;
  return steps.map((step) => {
    latest = Math.max(latest, step.at);
    return { ...step, at: latest };
  });
}
