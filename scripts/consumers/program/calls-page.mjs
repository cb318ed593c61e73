// The application and the recipes of docs/testing-calls.md.
import { ShownPage } from './shown-page.mjs';

const page = new ShownPage('docs/testing-calls.md');

export const fileOf = (section, name) => page.fileOf(section, name);
export const commandsOf = (section) => page.commandsOf(section);
export const untested = () => page.untested;
