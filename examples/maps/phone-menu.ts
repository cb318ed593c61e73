// The phone menu for the command, without a log.
import { pino } from 'pino';
import { phoneMenu } from '../phone-menu/app.js';

export default () => phoneMenu(pino({ level: 'silent' })).app;
