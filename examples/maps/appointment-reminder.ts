// The appointment reminder for the command, with a book in memory that has one appointment.
import { pino } from 'pino';
import { appointmentReminder } from '../appointment-reminder/app.js';
import { BookInMemory } from '../appointment-reminder/book.js';
import { appointment, freeTimes } from '../appointment-reminder/test-helpers.js';

export default () => appointmentReminder(new BookInMemory([appointment], freeTimes), pino({ level: 'silent' })).app;
