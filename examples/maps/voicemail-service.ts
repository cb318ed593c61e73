// The voicemail service for the command, with a queue in memory. Its worker does nothing, so that it needs no database.
import { memoryQueue } from 'bxml-jsx/queue';
import { voicemail } from '../voicemail-service/app.js';
import { Mailbox } from '../voicemail-service/mailbox.js';
import { credentials } from './voicemail.js';

const ignore = async () => undefined;

/** The webhooks open neither the database nor the recordings. */
const unused = () => Promise.reject(new Error('the map needs no database and no recordings'));

export default () => {
  const queue = memoryQueue();
  queue.work({ recordingAvailable: ignore, transcriptionAvailable: ignore, disconnect: ignore });
  return voicemail({
    mailbox: new Mailbox(unused),
    recordings: { audio: unused, text: unused },
    notify: ignore,
    queue,
    credentials,
    onError: console.error,
  });
};
