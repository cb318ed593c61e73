// The voicemail box for the command, which delivers no messages.
import { voicemail } from '../voicemail.js';

export const credentials = { username: 'bandwidth', password: 'ahoy' };

export default () => voicemail({ auth: credentials, deliver: async () => undefined });
