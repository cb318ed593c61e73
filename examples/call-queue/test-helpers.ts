// What the tests of the queue share: the staff, a simulated Bandwidth, and shifts that have begun.
import { type Call, type Line, type Platform, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { callQueue, type QueueOptions } from './app.js';
import type { CallControl } from './bandwidth.js';
import type { VoiceMessage } from './handlers.js';
import { MUSIC_SECONDS } from './hold-music.js';
import { paths } from './paths.js';
import { type Agent, CallQueue } from './queue.js';

export const ana: Agent = { name: 'Ana', phone: '+15551230077', code: '4711', key: '1' };
export const ben: Agent = { name: 'Ben', phone: '+15551230078', code: '4712', key: '2' };
export const SUPERVISOR_CODE = '9001';

export const PHONE = '+15551230300';
const STAFF_LINE = '+15551230309';
const ORIGIN = 'https://queue.example';

export interface StartOptions {
  /** The agents on duty. Default: Ana */
  readonly onDuty?: readonly Agent[];
  readonly options?: SimulatorOptions;
  readonly settings?: Partial<QueueOptions>;
  /** Returns the client that the queue uses. Default: `platform.api` itself */
  readonly control?: (api: CallControl) => CallControl;
}

/** Starts the queue and a simulated Bandwidth. */
export function startQueue({ onDuty = [ana], options, settings, control = (api) => api }: StartOptions = {}) {
  const messages: VoiceMessage[] = [];
  // The queue needs the REST API of the platform, and the platform needs the queue.
  const api: CallControl = {
    createCall: (call) => platform.api.createCall(call),
    updateCall: (callId, change) => platform.api.updateCall(callId, change),
    updateConference: (conferenceId, change) => platform.api.updateConference(conferenceId, change),
  };
  const start = () => {
    const queue = new CallQueue([ana, ben]);
    for (const agent of onDuty) queue.toggleDuty(agent);
    const app = callQueue({
      queue,
      control: control(api),
      applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
      origin: ORIGIN,
      phone: PHONE,
      staffLine: STAFF_LINE,
      supervisorCodes: new Set([SUPERVISOR_CODE]),
      keep: (message) => void messages.push(message),
      log: pino({ level: 'silent' }),
      ...settings,
    });
    return { queue, app };
  };
  const { queue, app } = start();
  const platform = simulate(app, {
    origin: ORIGIN,
    application: { url: paths.call, ...(settings?.credentials && { credentials: settings.credentials }) },
    audio: { [paths.music]: MUSIC_SECONDS },
    ...options,
  });
  return {
    queue,
    platform,
    messages,
    ana: platform.phone(ana.phone),
    ben: platform.phone(ben.phone),
    /** Replaces the queue by one that has only the agents on duty. */
    restart: () => platform.restart(start().app),
  };
}

/** A customer calls the company. */
export const callFrom = (platform: Platform, digit: number): Promise<Call> =>
  platform.call({ from: `+1555123000${digit}`, to: PHONE });

/** A member of the staff calls the staff line and enters a code. */
export async function staffCall(platform: Platform, code: string): Promise<Call> {
  const call = await platform.call({ from: '+15551230009', to: STAFF_LINE });
  await call.hears('Please enter your code.');
  await call.press(code);
  return call;
}

/** The name of the conference of a caller. */
export const roomOf = (caller: Call): string => `queue-${caller.callId}`;

/** An agent answers and takes the call of the caller. Returns the call of the agent and the conference. */
export async function takes(line: Line, caller: Call) {
  await line.answers();
  await line.hears('To take the call, press 1.');
  await line.press('1');
  const room = await line.joins(roomOf(caller));
  await room.has(caller, line);
  return room;
}
