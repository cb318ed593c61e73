// The call flows of the examples, as `npm run maps` walks them: the application, how calls begin, and the options of the
// simulator. Every call gets a new application, because some of them remember earlier calls.
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { appointmentReminder } from '../../examples/appointment-reminder/app.tsx';
import { BookInMemory } from '../../examples/appointment-reminder/book.ts';
import { reminderCall } from '../../examples/appointment-reminder/reminders.ts';
import { appointment, freeTimes, settings } from '../../examples/appointment-reminder/test-helpers.ts';
import { app as businessHours } from '../../examples/business-hours.tsx';
import { callQueue } from '../../examples/call-queue/app.tsx';
import { MUSIC_SECONDS } from '../../examples/call-queue/hold-music.ts';
import { paths as queuePaths } from '../../examples/call-queue/paths.tsx';
import { CallQueue } from '../../examples/call-queue/queue.ts';
import { ana, PHONE, SUPERVISOR_CODE } from '../../examples/call-queue/test-helpers.ts';
import { phoneMenu } from '../../examples/phone-menu/app.ts';
import { paths } from '../../examples/phone-menu/handlers.tsx';
import { survey } from '../../examples/survey.tsx';
import { converse, voiceBot } from '../../examples/voice-bot.tsx';
import { voicemail } from '../../examples/voicemail.tsx';
import { PATH, voicemail as voicemailService } from '../../examples/voicemail-service/app.tsx';
import { memoryQueue } from '../../src/queue/index.ts';

const log = pino({ level: 'silent' });
const credentials = { username: 'bandwidth', password: 'ahoy' };
const inbound = (call) => ({ kind: 'inbound', call });

const QUEUE_ORIGIN = 'https://queue.example';
const STAFF_LINE = '+15551230309';

/** Returns the call queue with an agent on duty, who is not called: the map shows what one caller hears. */
function queueApplication() {
  const queue = new CallQueue([ana]);
  queue.toggleDuty(ana);
  const control = {
    createCall: async () => ({ data: { callId: 'c-agent' } }),
    updateCall: async () => undefined,
    updateConference: async () => undefined,
  };
  return callQueue({
    queue,
    control,
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    origin: QUEUE_ORIGIN,
    phone: PHONE,
    staffLine: STAFF_LINE,
    supervisorCodes: new Set([SUPERVISOR_CODE]),
    keep: () => undefined,
    log,
  });
}

const queueOptions = {
  origin: QUEUE_ORIGIN,
  application: { url: queuePaths.call },
  audio: { [queuePaths.music]: MUSIC_SECONDS },
};

/** Returns the voicemail service. Its queue has a worker that does nothing, so that it needs no database. */
function voicemailApplication() {
  const ignore = async () => undefined;
  const queue = memoryQueue();
  queue.work({ recordingAvailable: ignore, transcriptionAvailable: ignore, disconnect: ignore });
  return voicemailService({ mailbox: {}, recordings: {}, notify: ignore, queue, credentials, onError: console.error });
}

/** A speech model that greets for two seconds, and answers what it hears. */
const model = {
  greet: async () => Buffer.alloc(16_000, 0x20),
  answer: async (speech) => (speech.length < 4000 ? undefined : speech),
};

/** Starts the server to which the voice bot's calls stream, and passes its URL. */
async function withVoiceServer(use) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => converse(socket, model));
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    return await use({ streams: `ws://127.0.0.1:${server.address().port}` });
  } finally {
    for (const client of server.clients) client.terminate();
    server.close();
  }
}

/**
 * The flows by the name of their picture in docs/maps: `application` returns a new application, `options` are those of
 * `walk`. `around` starts what the flow needs, and passes further options of the simulator.
 */
export const flows = {
  'appointment-reminder': {
    name: 'examples/appointment-reminder',
    application: () => appointmentReminder(new BookInMemory([appointment], freeTimes), log).app,
    options: {
      start: { kind: 'outbound', request: reminderCall(appointment, settings) },
      simulator: { origin: settings.origin },
    },
  },
  'business-hours': {
    name: 'examples/business-hours.tsx, while the shop is open',
    application: () => businessHours,
    options: { start: inbound({ url: '/shop' }), simulator: { startsAt: '2026-11-30T15:00:00Z' } },
  },
  'call-queue': {
    name: 'examples/call-queue, a customer',
    application: queueApplication,
    options: { start: inbound({ from: '+15551230001', to: PHONE }), simulator: queueOptions },
  },
  'call-queue-staff': {
    name: 'examples/call-queue, the staff line',
    application: queueApplication,
    options: {
      start: inbound({ from: '+15551230009', to: STAFF_LINE }),
      simulator: queueOptions,
      keys: [ana.code, SUPERVISOR_CODE],
    },
  },
  'phone-menu': {
    name: 'examples/phone-menu',
    application: () => phoneMenu(log).app,
    options: { start: inbound({ url: paths.call }) },
  },
  survey: {
    name: 'examples/survey.tsx',
    application: () => survey(async () => undefined),
    options: { start: inbound({ url: '/survey' }) },
  },
  'voice-bot': {
    name: 'examples/voice-bot.tsx',
    application: () =>
      voiceBot('wss://bot.example/talk', (problem) => {
        throw new Error(problem);
      }),
    options: { start: inbound({ url: '/bot' }) },
    around: withVoiceServer,
  },
  voicemail: {
    name: 'examples/voicemail.tsx',
    application: () => voicemail({ auth: credentials, deliver: async () => undefined }),
    options: { start: inbound({ url: '/voicemail' }), simulator: { application: { credentials } } },
  },
  'voicemail-service': {
    name: 'examples/voicemail-service',
    application: voicemailApplication,
    options: { start: inbound({}), simulator: { application: { url: PATH, credentials } } },
  },
};
