import { BxmlError } from 'bxml-jsx';
import { type CallError, RestError } from 'bxml-jsx/testing';
import { EnvironmentVariable } from '../call-test/source-text.js';
import type { Command, CommandResult } from './protocol.js';
import type { PhoneSession, SessionHandset } from './session.js';

/** The `applicationId` of outbound calls: that of the simulator's other events. */
const APPLICATION_ID = 'a1b2c3d4-0000-4000-8000-000000000001';

/** The most seconds to skip or to speak at once. */
const MOST_SECONDS = 3600;

/** The longest text of a command. */
const MOST_CHARACTERS = 10_000;

/** Why a command is not executed. */
class Refusal extends Error {}

/** Executes a command of the page. Never rejects. @param command checked here: it comes from outside */
export async function executeCommand(session: PhoneSession, command: unknown): Promise<CommandResult> {
  try {
    if (typeof command !== 'object' || command === null) throw new Refusal('The command is not an object.');
    // The cast: each field is checked before it is used.
    return await execute(session, command as Command);
  } catch (error) {
    return { ok: false, error: session.mask.text(reasonOf(error)) };
  }
}

async function execute(session: PhoneSession, command: Command): Promise<CommandResult> {
  switch (command.kind) {
    case 'dial':
      return dial(session, command);
    case 'createCall':
      return createCall(session, command);
    case 'press': {
      const { line } = connected(session, command.handset);
      const keys = textOf(command.keys, 'keys');
      if (!/^[0-9*#A-D]{1,40}$/i.test(keys)) throw new Refusal('The keys of a telephone are 0-9, *, # and A-D.');
      return act(line.press(keys, { now: true }));
    }
    case 'say': {
      const { line } = connected(session, command.handset);
      const words = textOf(command.words, 'words').trim();
      if (words === '') throw new Refusal('Write the words to say.');
      return act(line.says(words, { now: true }));
    }
    case 'speak': {
      const { line } = connected(session, command.handset);
      const seconds = command.seconds;
      if (!(typeof seconds === 'number' && seconds > 0 && seconds <= MOST_SECONDS))
        throw new Refusal(`Speech takes from 0.1 to ${MOST_SECONDS} seconds.`);
      const audio = keptAudio(session, command.audio ?? '');
      const speaks = line.speaksFor(seconds, { now: true, ...(audio === undefined ? {} : { audio }) });
      return actIfValid(speaks);
    }
    case 'startSpeaking': {
      const { line, handset } = connected(session, command.handset);
      session.speeches.begin(handset.id, line.startsSpeaking());
      return { ok: true };
    }
    case 'stopSpeaking':
      return stopSpeaking(session, command);
    case 'hangUp':
      return hangUp(session, command.handset);
    case 'answer': {
      const { line, handset } = ringing(session, command.handset);
      if (command.as !== 'human' && command.as !== 'machine') throw new Refusal('A human or a machine answers.');
      const [recorded] = session.recordedCalls(handset.call);
      const detectedAs = command.as === 'machine' ? 'answering-machine' : 'human';
      if (recorded?.start.kind === 'outbound' && recorded.start.request.machineDetection !== undefined)
        recorded.detectedAs = detectedAs;
      return act(line.answers({ detectedAs }));
    }
    case 'ignore':
      // It rings until its time is over, and can still be answered.
      ringing(session, command.handset);
      return { ok: true };
    case 'refuse': {
      const { line } = ringing(session, command.handset);
      if (command.how !== 'busy' && command.how !== 'rejects') throw new Refusal('A phone is busy, or rejects.');
      return act(command.how === 'busy' ? line.isBusy() : line.rejects());
    }
    case 'refer':
      return refer(session, command);
    case 'skip':
      return skip(session, command.seconds);
    case 'sendAgain':
      return sendAgain(session, command);
    default:
      throw new Refusal('The command is unknown. Reload the page: it is of another version.');
  }
}

/** @throws Refusal if the application is a module that cannot be called. One that is loading is waited for. */
async function assertCallable(session: PhoneSession): Promise<void> {
  if (!session.target.isModule) return;
  await session.loaded();
  const { isReachable, message } = session.application;
  if (!isReachable) throw new Refusal(message);
}

async function dial(session: PhoneSession, command: Extract<Command, { kind: 'dial' }>): Promise<CommandResult> {
  await assertCallable(session);
  const { target, platform } = session;
  const { origin, credentials } = target;
  const from = numberOf(command.from, 'The number of the caller');
  const to = numberOf(command.to, 'The number to dial');
  const displayName = textOf(command.displayName ?? '', 'display name');
  const sipHeaders = headersOf(command.sipHeaders ?? {});
  const fields = {
    ...(displayName === '' ? {} : { callerDisplayName: displayName }),
    ...(Object.keys(sipHeaders).length === 0 ? {} : { sipHeaders }),
  };
  const { id, started } = session.start(() => platform.call({ from, to, fields }), displayName);
  if (id === undefined) await started;
  ignoreFailure(started);
  const [recorded] = session.recordedCalls(id);
  const { url, method } = target;
  if (recorded !== undefined) {
    const password = new EnvironmentVariable('BXML_PASSWORD');
    recorded.start = {
      kind: 'inbound',
      call: {
        from,
        to,
        url: url.startsWith(`${origin}/`) ? url.slice(origin.length) : url,
        ...(method === 'GET' ? { method } : {}),
        ...(Object.keys(fields).length === 0 ? {} : { fields }),
        ...(credentials === undefined ? {} : { credentials: { username: credentials.username, password } }),
      },
    };
  }
  return { ok: true, ...(id === undefined ? {} : { call: id }) };
}

async function createCall(
  session: PhoneSession,
  command: Extract<Command, { kind: 'createCall' }>,
): Promise<CommandResult> {
  await assertCallable(session);
  const { target, platform } = session;
  const from = numberOf(command.from, 'The number that calls');
  const to = numberOf(command.to, 'The number that is called');
  const written = textOf(command.answerUrl ?? '', 'answer URL').trim();
  if (!URL.canParse(written, target.url))
    throw new Refusal('The answer URL is not a URL. Write a path such as /answer.');
  const answerUrl = new URL(written === '' ? target.url : written, target.url).href;
  const machineDetection = command.machineDetection === true ? { machineDetection: { mode: 'sync' as const } } : {};
  const request = { from, to, answerUrl, ...machineDetection };
  const { id, started } = session.start(() =>
    platform.api.createCall({ ...request, ...target.credentials, applicationId: APPLICATION_ID }),
  );
  await started;
  const [recorded] = id === undefined ? [] : session.recordedCalls(id);
  if (recorded !== undefined) {
    const { credentials } = target;
    const password = new EnvironmentVariable('BXML_PASSWORD');
    const secret = credentials === undefined ? {} : { username: credentials.username, password };
    recorded.start = { kind: 'outbound', request: { ...request, ...secret } };
  }
  return { ok: true, ...(id === undefined ? {} : { call: id }) };
}

/** What was said is in the recordings, also if the person has hung up meanwhile. */
function stopSpeaking(
  session: PhoneSession,
  { handset, audio = '' }: Extract<Command, { kind: 'stopSpeaking' }>,
): CommandResult {
  const speech = session.speeches.take(handset);
  if (speech === undefined) throw new Refusal('The microphone has not begun to speak, or for too long.');
  try {
    const kept = keptAudio(session, audio);
    speech.ends(kept === undefined ? {} : { audio: kept });
  } catch (error) {
    speech.ends();
    throw error;
  }
  return { ok: true };
}

/** A handset that is ringing refuses; any other hangs up. */
function hangUp(session: PhoneSession, id: unknown): Promise<CommandResult> {
  const { handset, line } = upHandset(session, id);
  return act(handset.state === 'ringing' ? line.rejects() : line.hangUp());
}

/** Decides a REFER. The library checks the outcome. */
async function refer(session: PhoneSession, command: Extract<Command, { kind: 'refer' }>): Promise<CommandResult> {
  const { line, handset } = connected(session, command.handset);
  const { refersTo } = handset;
  if (refersTo === '') throw new Refusal('No REFER waits for its outcome.');
  if (typeof command.outcome !== 'object' || command.outcome === null)
    throw new Refusal('The outcome of the REFER is not an object.');
  const [recorded] = session.recordedCalls(handset.call);
  const referred = line.referredTo(refersTo, command.outcome);
  recorded?.decideReferral(command.outcome);
  try {
    return await actIfValid(referred);
  } catch (error) {
    recorded?.decideReferral(undefined);
    throw error;
  }
}

async function skip(session: PhoneSession, seconds: unknown): Promise<CommandResult> {
  if (seconds !== 'next' && !(typeof seconds === 'number' && seconds > 0 && seconds <= MOST_SECONDS))
    throw new Refusal(`The clock moves ahead by 0.1 to ${MOST_SECONDS} seconds, or to the next thing that happens.`);
  try {
    const moved = await session.platform.skip(seconds);
    if (seconds === 'next' && moved === 0)
      throw new Refusal(
        'Nothing will happen within an hour, unless a person acts: dial, speak, press a key or hang up.',
      );
  } finally {
    session.noteSkip();
  }
  return { ok: true };
}

async function sendAgain(
  session: PhoneSession,
  { entry, event }: Extract<Command, { kind: 'sendAgain' }>,
): Promise<CommandResult> {
  const sent = session.entries.sentEvent(entry);
  if (sent === undefined) throw new Refusal('The event is not kept any more. Dial again.');
  if (event !== undefined && (typeof event !== 'object' || event === null || Array.isArray(event)))
    throw new Refusal('The event is not an object of JSON.');
  await assertCallable(session);
  session.platform.sendAgain(sent, event);
  return { ok: true };
}

/** Lets a step run in the background: its effect is what the page shows. */
async function act(step: Promise<unknown>): Promise<CommandResult> {
  ignoreFailure(step);
  return { ok: true };
}

/** Lets a step run in the background, unless it rejects at once because an option is not valid. */
async function actIfValid(step: Promise<unknown>): Promise<CommandResult> {
  await Promise.race([step, new Promise((resolve) => setImmediate(resolve))]);
  return act(step);
}

/** A step fails if the call ends during it, which the page shows. */
function ignoreFailure(step: Promise<unknown>): void {
  step.catch(() => undefined);
}

type UpHandset = SessionHandset & { readonly line: NonNullable<SessionHandset['line']> };

function upHandset(session: PhoneSession, id: unknown): UpHandset {
  const found = typeof id === 'string' ? session.handset(id) : undefined;
  if (found === undefined) throw new Refusal('The handset is unknown or closed. Dial again.');
  const { line, handset } = found;
  if (line === undefined) throw new Refusal(`The call is over (${handset.cause}). Dial again.`);
  return { ...found, line };
}

function connected(session: PhoneSession, id: unknown): UpHandset {
  const found = upHandset(session, id);
  if (found.handset.state === 'ringing') throw new Refusal('The phone rings: answer it first.');
  return found;
}

function ringing(session: PhoneSession, id: unknown): UpHandset {
  const found = upHandset(session, id);
  if (found.handset.state !== 'ringing') throw new Refusal('The phone does not ring.');
  return found;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Refusal(`The ${name} of the command is not text.`);
  if (value.length > MOST_CHARACTERS) throw new Refusal(`The ${name} is longer than ${MOST_CHARACTERS} characters.`);
  return value;
}

function numberOf(value: unknown, what: string): string {
  const number = textOf(value, 'number').trim();
  if (number === '' || number.length > 200)
    throw new Refusal(`${what} is missing: write it as +15551230001 or sip:user@host.`);
  return number;
}

/** @throws Refusal if the session has as much of the microphone as it keeps */
function keptAudio(session: PhoneSession, value: unknown): Uint8Array | undefined {
  const audio = audioOf(value);
  if (audio !== undefined && !session.takeAudio(audio.length))
    throw new Refusal('The session has an hour of the microphone, which is all it keeps. Type the seconds instead.');
  return audio;
}

/** Returns the WAV file of the microphone; `undefined` without one. */
function audioOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') throw new Refusal('The audio of the command is not base64.');
  return value === '' ? undefined : new Uint8Array(Buffer.from(value, 'base64'));
}

function headersOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) throw new Refusal('The SIP headers are not an object.');
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, textOf(each, 'SIP header')]));
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof BxmlError) {
    const [problem] = error.problems;
    return problem === undefined ? error.message : [problem.message, problem.hint].filter(Boolean).join(' ');
  }
  if (error instanceof RestError) return error.body.description;
  // Errors of steps end with the timeline, which the page shows already.
  const { message = String(error) } = Object(error) as Partial<CallError>;
  return message.split('\n', 1)[0] ?? message;
}
