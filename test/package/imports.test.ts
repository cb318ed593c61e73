// The arrows of the architecture: which folder may import which, types included.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('imports');

/** What each folder may import, beside itself. */
const allowed: Record<string, readonly string[]> = {
  'src/jsx': ['src/problems'],
  'src/problems': [],
  'src/hints': ['src/problems'],
  'src/xml': ['src/problems'],
  'src/verbs/define': ['src/jsx', 'src/problems'],
  'src/verbs/shared': ['src/hints', 'src/problems', 'src/verbs/define', 'src/xml'],
  'src/verbs': ['src/jsx', 'src/hints', 'src/problems', 'src/verbs/define', 'src/verbs/shared', 'src/xml'],
  'src/ssml': ['src/jsx', 'src/hints', 'src/problems', 'src/xml'],
  'src/render': ['src/jsx', 'src/hints', 'src/problems', 'src/ssml', 'src/verbs/define', 'src/verbs/shared', 'src/xml'],
  'src/parse': ['src/jsx', 'src/problems', 'src/ssml', 'src/verbs', 'src/verbs/define', 'src/xml'],
  'src/events': ['src/problems'],
  'src/webhooks': ['src/jsx', 'src/events', 'src/hints', 'src/parse', 'src/problems', 'src/render', 'src/verbs/define'],
  'src/node': ['src/problems', 'src/webhooks'],
  // Koa runs on Node: both read bodies with the same reader.
  'src/koa': ['src/node', 'src/problems', 'src/webhooks'],
  'src/fetch': ['src/problems', 'src/webhooks'],
  'src/simulator/application': ['src/problems', 'src/webhooks'],
  'src/simulator': [
    'src/jsx',
    'src/events',
    'src/parse',
    'src/problems',
    'src/render',
    'src/verbs/define',
    'src/verbs/shared',
    'src/webhooks',
    'src/xml',
    'src/simulator/application',
    'src/simulator/verbs',
  ],
  'src/simulator/verbs': ['src/simulator'],
  'src/testing/event-fixtures': ['src/events', 'src/problems'],
  'src/testing': [
    'src/jsx',
    'src/events',
    'src/parse',
    'src/problems',
    'src/render',
    'src/simulator',
    'src/simulator/application',
    'src/testing/event-fixtures',
    'src/verbs',
  ],
  'jsx-runtime': ['src/jsx', 'src/problems'],
  src: ['src/jsx', 'src/problems', 'src/render', 'src/ssml', 'src/verbs'],
};

/** What each folder may import beside that, if it imports types alone: nothing is loaded for them. */
const allowedTypes: Record<string, readonly string[]> = {
  // The types of JSX name the elements of SSML.
  'jsx-runtime': ['src/ssml'],
  // Lists of values that verbs and events share. Events come without the verbs.
  'src/events': ['src/verbs/define', 'src/verbs/shared'],
};

/** Packages that a folder may load. */
const packages: Record<string, readonly string[]> = {
  'src/parse': ['saxes'],
  'src/simulator/application': ['light-my-request'],
};

/** Packages that a folder may name in types, so that nothing is loaded. */
const typePackages: Record<string, readonly string[]> = {
  'src/node': ['node:http', 'node:http2'],
  'src/koa': ['koa'],
  'src/simulator/application': ['node:http'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typesOnly: boolean;
  readonly target: string;
}

const files = ['jsx-runtime', 'src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts')),
);

const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)].map(
    ([, type, target]) => ({
      file,
      from: dirname(file),
      typesOnly: type !== undefined,
      target: target ?? '',
    }),
  ),
);

test('every source is looked at', () => {
  assert.ok(files.length > 60 && imports.length > 200, `${files.length} files, ${imports.length} imports`);
  assert.equal(
    [...new Set(imports.map(({ from }) => from))].filter((folder) => !(folder in allowed)),
    [],
  );
});

for (const { file, from, typesOnly, target } of imports) {
  if (target.startsWith('.')) {
    const to = relative('.', dirname(resolve(from, target)));
    const fine = to === from || allowed[from]?.includes(to) || (allowedTypes[from]?.includes(to) && typesOnly);
    if (!fine) test(`${file} imports ${target}`, () => assert.unreachable(`${from} may not import ${to}`));
  } else {
    const fine = packages[from]?.includes(target) || (typePackages[from]?.includes(target) && typesOnly);
    if (!fine)
      test(`${file} imports ${target}`, () => assert.unreachable(`${from} may not import ${target} at run time`));
  }
}

test.run();
