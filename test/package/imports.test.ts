// The layers of the architecture: which folders may import which, types included.
import { dirname } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sourceFiles, sourceImports } from './source-imports.js';

const test = suite('imports');

/** The folders that each folder may import, besides itself. */
const allowed: Record<string, readonly string[]> = {
  'src/jsx': ['src/problems'],
  'src/problems': [],
  'src/hints': ['src/jsx', 'src/problems'],
  'src/xml': ['src/problems'],
  'src/verbs/define': ['src/jsx', 'src/problems'],
  'src/verbs/shared': ['src/hints', 'src/problems', 'src/verbs/define', 'src/xml'],
  'src/verbs': ['src/jsx', 'src/hints', 'src/problems', 'src/verbs/define', 'src/verbs/shared', 'src/xml'],
  'src/values': ['src/hints', 'src/problems', 'src/verbs/define', 'src/verbs/shared', 'src/xml'],
  'src/ssml': ['src/jsx', 'src/hints', 'src/problems', 'src/values', 'src/verbs/define', 'src/xml'],
  'src/components': ['src/jsx', 'src/hints', 'src/problems', 'src/verbs/define'],
  'src/render': [
    'src/components',
    'src/jsx',
    'src/hints',
    'src/problems',
    'src/ssml',
    'src/values',
    'src/verbs/define',
    'src/xml',
  ],
  'src/parse': ['src/jsx', 'src/problems', 'src/ssml', 'src/verbs', 'src/verbs/define', 'src/xml'],
  'src/events': ['src/problems'],
  'src/webhooks': [
    'src/components',
    'src/jsx',
    'src/events',
    'src/hints',
    'src/parse',
    'src/problems',
    'src/render',
    'src/verbs/define',
  ],
  'src/queue': ['src/events', 'src/problems', 'src/webhooks'],
  'src/bullmq': ['src/problems', 'src/queue', 'src/webhooks'],
  'src/node': ['src/problems', 'src/webhooks'],
  // Koa runs on Node, so both read bodies with the same reader.
  'src/koa': ['src/node', 'src/problems', 'src/webhooks'],
  'src/fetch': ['src/problems', 'src/webhooks'],
  // The folders of the simulator. Each imports those below it.
  'src/simulator': ['src/problems', 'src/simulator/platform', 'src/simulator/settings', 'src/simulator/application'],
  'src/simulator/platform': [
    'src/problems',
    'src/simulator/rest',
    'src/simulator/steps',
    'src/simulator/verbs',
    'src/simulator/rooms',
    'src/simulator/interpreter',
    'src/simulator/delivery',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/time',
    'src/simulator/behaviors',
    'src/simulator/settings',
    'src/simulator/application',
  ],
  'src/simulator/rest': [
    'src/problems',
    'src/verbs/shared',
    'src/simulator/rooms',
    'src/simulator/background',
    'src/simulator/interpreter',
    'src/simulator/delivery',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/behaviors',
    'src/simulator/settings',
  ],
  'src/simulator/steps': [
    'src/events',
    'src/problems',
    'src/simulator/verbs',
    'src/simulator/rooms',
    'src/simulator/background',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/settings',
    'src/simulator/audio',
    'src/simulator/application',
  ],
  'src/simulator/verbs': [
    'src/simulator/rooms',
    'src/simulator/background',
    'src/simulator/interpreter',
    'src/simulator/delivery',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/behaviors',
    'src/simulator/settings',
    'src/simulator/audio',
  ],
  'src/simulator/rooms': [
    'src/simulator/background',
    'src/simulator/interpreter',
    'src/simulator/delivery',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/behaviors',
    'src/simulator/settings',
    'src/simulator/audio',
  ],
  'src/simulator/background': [
    'src/events',
    'src/problems',
    'src/simulator/time',
    'src/simulator/audio',
    'src/simulator/application',
    'src/simulator/delivery',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/behaviors',
    'src/simulator/settings',
  ],
  'src/simulator/interpreter': [
    'src/jsx',
    'src/xml',
    'src/simulator/delivery',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/behaviors',
    'src/simulator/settings',
  ],
  'src/simulator/delivery': [
    'src/jsx',
    'src/events',
    'src/problems',
    'src/render',
    'src/verbs/define',
    'src/verbs/shared',
    'src/webhooks',
    'src/simulator/events',
    'src/simulator/calls',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/settings',
    'src/simulator/application',
    'src/components',
  ],
  'src/simulator/events': ['src/events', 'src/simulator/calls', 'src/simulator/settings'],
  'src/simulator/calls': [
    'src/problems',
    'src/verbs/define',
    'src/webhooks',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/behaviors',
    'src/simulator/settings',
    'src/simulator/audio',
    'src/simulator/application',
  ],
  'src/simulator/documents': [
    'src/jsx',
    'src/events',
    'src/parse',
    'src/problems',
    'src/render',
    'src/verbs/define',
    'src/simulator/settings',
    'src/components',
    'src/values',
  ],
  'src/simulator/time': ['src/problems', 'src/simulator/settings'],
  'src/simulator/behaviors': [],
  'src/simulator/audio': [],
  'src/simulator/settings': [
    'src/simulator/audio',
    'src/simulator/behaviors',
    'src/events',
    'src/parse',
    'src/problems',
    'src/render',
    'src/verbs/define',
  ],
  'src/simulator/application': ['src/problems', 'src/webhooks'],
  'src/testing/event-fixtures': ['src/events', 'src/problems'],
  'src/testing': [
    'src/jsx',
    'src/events',
    'src/parse',
    'src/problems',
    'src/render',
    'src/simulator/platform',
    'src/simulator/rest',
    'src/simulator/steps',
    'src/simulator/documents',
    'src/simulator/time',
    'src/simulator/behaviors',
    'src/simulator/settings',
    'src/simulator/application',
    'src/simulator',
    'src/testing/event-fixtures',
  ],
  'jsx-runtime': ['src/jsx', 'src/problems'],
  src: ['src/components', 'src/jsx', 'src/problems', 'src/render', 'src/ssml', 'src/verbs'],
};

/** Folders that each folder may also import for types only, which loads nothing. */
const allowedTypes: Record<string, readonly string[]> = {
  // The JSX types name the elements of SSML.
  'jsx-runtime': ['src/ssml'],
  // Lists of values that verbs and events share. Events load without the verbs.
  'src/events': ['src/verbs/define', 'src/verbs/shared'],
};

/** Packages that a folder may load. */
const packages: Record<string, readonly string[]> = {
  'src/bullmq': ['bullmq', 'ioredis', 'node:crypto'],
  'src/parse': ['saxes'],
  'src/simulator/application': ['light-my-request', 'ws'],
  'src/simulator/rest': ['node:http'],
};

/** Packages that a folder may import for types only. */
const typePackages: Record<string, readonly string[]> = {
  'src/node': ['node:http', 'node:http2'],
  'src/koa': ['koa'],
  'src/simulator/application': ['node:http'],
  'src/simulator/rest': ['node:http'],
};

const folders = [...new Set(sourceFiles.map((file) => dirname(file)))];
const folderOf = (target: string): string =>
  target.includes('/') && sourceFiles.includes(target) ? dirname(target) : target;

test('the test covers every source file', () => {
  assert.ok(sourceFiles.length > 60 && sourceImports.length > 200);
  assert.equal(
    folders
      .filter((folder) => !(folder in allowed))
      .concat(Object.keys(allowed).filter((folder) => !folders.includes(folder))),
    [],
  );
});

test('each folder imports only folders and packages that it may import', () => {
  const faults = sourceImports.filter(({ folder, target, typesOnly }) => {
    const to = folderOf(target);
    const fine = [allowed, packages].some((list) => list[folder]?.includes(to));
    const fineAsType = [allowedTypes, typePackages].some((list) => list[folder]?.includes(to));
    return to !== folder && !fine && !(fineAsType && typesOnly);
  });
  assert.equal(
    faults.map(({ file, target, typesOnly }) => `${file} imports ${typesOnly ? 'types of ' : ''}${target}`),
    [],
  );
});

/** The folders of the simulator, from the top. */
const rooms = [
  'platform',
  'rest',
  'steps',
  'verbs',
  'rooms',
  'background',
  'interpreter',
  'delivery',
  'events',
  'calls',
  'documents',
  'time',
  'settings',
  'behaviors',
  'audio',
  'application',
].map((room) => `src/simulator/${room}`);

test('the folders of the simulator import only those below them', () => {
  const found = folders.filter((folder) => folder.startsWith('src/simulator/'));
  assert.equal(found.toSorted(), rooms.toSorted());
  assert.equal(
    sourceImports
      .filter(({ folder, target }) => rooms.includes(folder) && rooms.includes(dirname(target)))
      .filter(({ folder, target }) => rooms.indexOf(dirname(target)) < rooms.indexOf(folder))
      .map(({ file, target }) => `${file} imports ${target}`),
    [],
  );
});

test('every permitted import exists', () => {
  const unused = [allowed, allowedTypes, packages, typePackages].flatMap((list) =>
    Object.entries(list).flatMap(([folder, targets]) =>
      targets
        .filter((to) => !sourceImports.some((found) => found.folder === folder && folderOf(found.target) === to))
        .map((to) => `${folder} does not import ${to}`),
    ),
  );
  assert.equal(unused, []);
});

test.run();
