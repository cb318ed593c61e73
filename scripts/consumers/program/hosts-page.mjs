// The recipes of docs/hosts.md.
import { ShownPage } from './shown-page.mjs';

const page = new ShownPage('docs/hosts.md');

export const fileOf = (section, name) => page.fileOf(section, name);
export const untested = () => page.untested;
