// The files of consumer projects: real ones in consumers/, and those that pages of docs/ show.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ShownPage } from './shown-page.mjs';

const root = 'consumers';

/** The pages whose settings, files and commands the consumers use. */
export const setup = new ShownPage('docs/setup.md');
export const hosts = new ShownPage('docs/hosts.md');
export const testing = new ShownPage('docs/testing.md');
export const runners = new ShownPage('docs/testing-runners.md');

/** Returns the files of a consumer project by path, without project.mjs. */
export function filesIn(folder) {
  const paths = readdirSync(join(root, folder), { recursive: true });
  return Object.fromEntries(
    paths
      .filter((path) => path !== 'project.mjs' && statSync(join(root, folder, path)).isFile())
      .map((path) => [path, readFileSync(join(root, folder, path), 'utf8')]),
  );
}

/** Returns every project of consumers/. */
export async function projects() {
  const folders = readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory() && name !== 'program');
  const modules = await Promise.all(folders.map((name) => import(`../../${root}/${name}/project.mjs`)));
  const unused = [setup, hosts, testing, runners].flatMap(({ unused }) => unused);
  if (unused.length > 0) throw new Error(`No consumer uses these parts of the docs: ${unused.join('; ')}`);
  return modules.flatMap(({ default: projects }) => projects);
}
