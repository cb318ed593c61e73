// The settings and commands of docs/setup.md.
import { ShownPage } from './shown-page.mjs';

const page = new ShownPage('docs/setup.md');

export const fileOf = (section, name) => page.fileOf(section, name);
export const commandsOf = (section) => page.commandsOf(section);
export const untested = () => page.untested;
