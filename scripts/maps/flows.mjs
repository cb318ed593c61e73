// The call flows of the examples, as `npm run maps` walks them: the application, how calls begin, and the options of the
// simulator. Every call gets a new application, because some of them remember earlier calls.
import { reminderCall } from '../../examples/appointment-reminder/reminders.ts';
import { appointment, settings } from '../../examples/appointment-reminder/test-helpers.ts';
import { app as businessHours } from '../../examples/business-hours.tsx';
import { MUSIC_SECONDS } from '../../examples/call-queue/hold-music.ts';
import { paths as queuePaths } from '../../examples/call-queue/paths.tsx';
import { ana, PHONE, SUPERVISOR_CODE } from '../../examples/call-queue/test-helpers.ts';
import appointmentReminder from '../../examples/maps/appointment-reminder.ts';
import callQueue, { origin as queueOrigin, staffLine } from '../../examples/maps/call-queue.ts';
import phoneMenu from '../../examples/maps/phone-menu.ts';
import survey from '../../examples/maps/survey.ts';
import voicemail, { credentials } from '../../examples/maps/voicemail.ts';
import voicemailService from '../../examples/maps/voicemail-service.ts';
import { paths } from '../../examples/phone-menu/handlers.tsx';
import { PATH } from '../../examples/voicemail-service/app.tsx';

const inbound = (call) => ({ kind: 'inbound', call });

const queueOptions = {
  origin: queueOrigin,
  application: { url: queuePaths.call },
  audio: { [queuePaths.music]: MUSIC_SECONDS },
};

/** Imports the voice bot, which starts the server of its streams, and closes that afterwards. */
async function withVoiceServer(use) {
  const { server } = await import('../../examples/maps/voice-bot.ts');
  try {
    return await use({});
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
    application: appointmentReminder,
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
    application: callQueue,
    options: { start: inbound({ from: '+15551230001', to: PHONE }), simulator: queueOptions },
  },
  'call-queue-staff': {
    name: 'examples/call-queue, the staff line',
    application: callQueue,
    options: {
      start: inbound({ from: '+15551230009', to: staffLine }),
      simulator: queueOptions,
      keys: [ana.code, SUPERVISOR_CODE],
    },
  },
  'phone-menu': {
    name: 'examples/phone-menu',
    application: phoneMenu,
    options: { start: inbound({ url: paths.call }) },
  },
  survey: {
    name: 'examples/survey.tsx',
    application: survey,
    options: { start: inbound({ url: '/survey' }) },
  },
  'voice-bot': {
    name: 'examples/voice-bot.tsx',
    application: async () => (await import('../../examples/maps/voice-bot.ts')).default(),
    options: { start: inbound({ url: '/bot' }) },
    around: withVoiceServer,
  },
  voicemail: {
    name: 'examples/voicemail.tsx',
    application: voicemail,
    options: { start: inbound({ url: '/voicemail' }), simulator: { application: { credentials } } },
  },
  'voicemail-service': {
    name: 'examples/voicemail-service',
    application: voicemailService,
    options: { start: inbound({}), simulator: { application: { url: PATH, credentials } } },
  },
};
