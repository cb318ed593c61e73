// Reads settings, files and commands from a docs page, so that consumers use exactly what readers copy.
import { readFileSync } from 'node:fs';

const FILE = /^`([\w.-]+)`:\n\n(?:<!-- .+ -->\n)?```\w+\n([\s\S]*?)^```$/gm;
const COMMANDS = /^```sh\n([\s\S]*?)^```$/gm;

/** The sections of a page, and which parts of them were used. */
export class ShownPage {
  #name;
  #sections;
  #unused;

  constructor(name) {
    this.#name = name;
    const page = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
    this.#sections = new Map(
      page
        .split(/^## /m)
        .slice(1)
        .map((section) => [
          section.slice(0, section.indexOf('\n')),
          {
            files: new Map([...section.matchAll(FILE)].map(([, name, code]) => [name, code])),
            commands: [...section.matchAll(COMMANDS)].flatMap(([, lines]) => lines.trimEnd().split('\n')),
          },
        ]),
    );
    this.#unused = new Set(
      [...this.#sections].flatMap(([title, { files, commands }]) => [
        ...[...files.keys()].map((file) => `${title}: ${file}`),
        ...(commands.length > 0 ? [`${title}: commands`] : []),
      ]),
    );
  }

  /** Returns a file that a section of the page shows. */
  fileOf(section, name) {
    const code = this.#sections.get(section)?.files.get(name);
    if (code === undefined) throw new Error(`${this.#name} does not show ${name} under ${section}`);
    this.#unused.delete(`${section}: ${name}`);
    return code;
  }

  /** Returns the commands of a section, in order. */
  commandsOf(section) {
    this.#unused.delete(`${section}: commands`);
    return this.#sections.get(section).commands.map((line) => {
      const words = line.split(' ');
      const variables = words.filter((word) => /^[A-Z_]+=/.test(word));
      const run = words.slice(variables.length);
      return {
        run: run[0] === 'npx' ? run.slice(1) : run,
        env: Object.fromEntries(variables.map((variable) => variable.split('='))),
      };
    });
  }

  /** Returns what the page shows and no consumer has used. */
  get unused() {
    return [...this.#unused].map((part) => `${this.#name}, ${part}`);
  }
}
