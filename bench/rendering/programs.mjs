// The compared programs: one for each library with all documents, those of the families and those generated for this
// run.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraries, OURS } from '../libraries.mjs';
import { built, here, programOf } from '../program.mjs';
import { generated } from './generator.mjs';

const families = ['constant', 'varying-attributes', 'varying-text', 'mixed'];
export const GENERATED = 'generated';

const elements =
  `Bridge Conference Forward Gather Hangup Pause PauseRecording PhoneNumber PlayAudio Record Redirect Refer Response
  ResumeRecording Ring SendDtmf SipUri SpeakSentence StartGather StartRecording StartStream StopStream StreamParam Tag
  Transfer`.split(/\s+/);
const ownElements = ['Whisper', 'Survey', 'Question'];
const plainNames = (names) => names.map((name) => `export const ${name} = '${name}';`).join('\n');

/** Compiles a program for each library. Returns the files by library. */
export async function renderingPrograms(seed) {
  const sources = generated(seed);
  const folder = join(built, 'generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'generated.tsx'), sources.tsx);
  writeFileSync(join(folder, 'generated.floor.mjs'), sources.floor);
  const programs = {};
  for (const [name, library] of Object.entries(libraries)) programs[name] = await programOfLibrary(name, library);
  return programs;
}

async function programOfLibrary(name, library) {
  const fileOf = (family) =>
    `${family === GENERATED ? './.build/generated' : './documents'}/${family}.${library.floor ? 'floor.mjs' : 'tsx'}`;
  const imports = [...families, GENERATED].map(
    (family, index) => `import * as family${index} from '${fileOf(family)}';`,
  );
  const render = library.floor ? 'const render = (text) => text;' : library.render.replace('export {', 'import {');
  const source = `
${imports.join('\n')}
${render.replace('export const', 'const')}
const families = [${imports.map((_, index) => `family${index}`).join(', ')}];
const treesOf = ({ documents, withoutContext }) => ({ ...documents, ...(${library.lacksContext === true} ? withoutContext : {}) });
export const documents = Object.fromEntries(
  families.flatMap((family) => Object.entries(treesOf(family))).map(([name, tree]) => [name, (call) => render(tree(call))]),
);
`;
  const replaced =
    name === OURS || library.floor
      ? {}
      : {
          'bxml-jsx': `${plainNames(elements)}\n${library.context}`,
          'custom-verbs.js': plainNames(ownElements),
          'values.js': library.values,
        };
  return programOf(`rendering-${name}`, { source, jsxImportSource: library.jsxImportSource, replaced });
}

/** Returns the document names of each family. */
export async function documentsOfFamilies() {
  const named = {};
  for (const family of families) {
    named[family] = Object.keys((await import(join(here, `documents/${family}.floor.mjs`))).documents);
  }
  named[GENERATED] = [
    ...readFileSync(join(built, 'generated/generated.floor.mjs'), 'utf8').matchAll(/^const ([a-z]\w*) = \(call\)/gm),
  ].map(([, name]) => name);
  return named;
}
