// The call queue for the command, with an agent on duty whose phone is not called: the map shows what one caller hears.
import { pino } from 'pino';
import { callQueue } from '../call-queue/app.js';
import { CallQueue } from '../call-queue/queue.js';
import { ana, PHONE, SUPERVISOR_CODE } from '../call-queue/test-helpers.js';

/** The origin of modules that the command loads. */
export const origin = 'https://app.example';

export const staffLine = '+15551230309';

export default () => {
  const queue = new CallQueue([ana]);
  queue.toggleDuty(ana);
  return callQueue({
    queue,
    control: {
      createCall: async () => ({ callId: 'c-agent' }),
      updateCall: async () => undefined,
      updateConference: async () => undefined,
    },
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    origin,
    phone: PHONE,
    staffLine,
    supervisorCodes: new Set([SUPERVISOR_CODE]),
    keep: () => undefined,
    log: pino({ level: 'silent' }),
  });
};
