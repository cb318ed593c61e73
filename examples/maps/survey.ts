// The survey for the command, which keeps no answers.
import { survey } from '../survey.js';

export default () => survey(async () => undefined);
