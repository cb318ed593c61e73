import { events } from 'bxml-jsx/testing';
import { paths } from './paths.js';

// The events of one call as Bandwidth sends them, to try the menu and to test it. Only what matters to the menu is
// said: keys, phones, causes, and the tags that its documents have set.

/** A call comes in. */
export const initiate = events.initiate();

/** The caller pressed these keys, or none, at this attempt. */
export const gather = (digits: string, attempt = 1) => events.gather({ digits, tag: String(attempt) });

/** The first phone of the department. */
const sales = { transferTo: '+15551230101', tag: 'sales' };

/** A phone of the department was picked up. */
export const transferAnswer = events.transferAnswer(sales);

/** The transfer is over: `hangup` after a conversation. */
export const transferComplete = (cause: string) => events.transferComplete({ ...sales, cause });

/** A phone of the department has stopped ringing. */
export const transferDisconnect = events.transferDisconnect({ ...sales, cause: 'timeout' });

/** The caller has left a message. */
export const recordComplete = events.recordComplete({ tag: 'sales' });

/** The message can be fetched. */
export const recordingAvailable = events.recordingAvailable({ tag: 'sales' });

/** The call is over. */
export const disconnect = events.disconnect({ tag: 'sales' });

/** Where each of them comes to that is answered with a document, and a part of what answers it. */
export const answers = [
  [paths.call, initiate, 'Welcome to Blue Harbor.'],
  [paths.menu, gather('1'), '<Transfer '],
  [paths.transfer, transferAnswer, 'A call for sales.'],
  [paths.transfer, transferComplete('busy'), '<Record '],
  [paths.voicemail, recordComplete, 'sales will call you back'],
] as const;
