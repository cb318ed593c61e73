import { pino } from 'pino';
import { credentialsFrom } from '../serving/credentials.js';
import { phoneMenu } from './phone-menu.js';

/** What AWS calls: enter `handler.handler` as the handler of the function. */
export const handler = phoneMenu(pino(), credentialsFrom(process.env));
