// Builder documentation in editors: the event with a link to its interface, and an example that compiles.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { events } from 'bxml-jsx/testing';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('builder documentation');
const config = fileURLToPath(new URL('../../tsconfig.core.json', import.meta.url));
const file = fileURLToPath(new URL('../../src/testing/events.ts', import.meta.url));
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, '.');
const program = ts.createProgram([file], { ...options, configFilePath: config });
const checker = program.getTypeChecker();
const source = program.getSourceFile(file) as ts.SourceFile;
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
const builders = checker
  .getDeclaredTypeOfSymbol(exported.find(({ name }) => name === 'EventBuilders') as ts.Symbol)
  .getProperties();

/** Returns the name of the event interface in the type of a builder. */
function interfaceOf(builder: ts.Symbol): string {
  const [event] = checker.getTypeArguments(checker.getTypeOfSymbol(builder) as ts.TypeReference);
  return event?.symbol.name ?? '';
}

test('each builder links to its event interface', () => {
  assert.is(builders.length, Object.keys(events).length);
  for (const builder of builders) {
    const said = ts.displayPartsToString(builder.getDocumentationComment(checker));
    assert.match(said, `{@link ${interfaceOf(builder)}}`);
  }
});

test('each builder has an example that calls it', () => {
  for (const builder of builders) {
    const [example] = builder.getJsDocTags(checker).filter(({ name }) => name === 'example');
    assert.match(ts.displayPartsToString(example?.text), `events.${builder.name}(`);
  }
});

test('the examples compile', () => {
  const calls = builders.flatMap((builder) => {
    const [example] = builder.getJsDocTags(checker).filter(({ name }) => name === 'example');
    return [...ts.displayPartsToString(example?.text).matchAll(/events\.\w+\((?:\{.*?\})?\)(?=[;}])/g)].map(
      ([call]) => call,
    );
  });
  assert.is(calls.length, builders.length);
  const path = file.replace('events.ts', 'builder-examples.ts');
  const text = `import { events } from './events.js';\n${calls.map((call) => `${call};`).join('\n')}\n`;
  assert.equal(faultsOf(path, text), []);
  assert.is(faultsOf(path, text.replace('({', '({ tga: 1, ')).length, 1);
});

/** Returns the compiler's errors for a source file in the events folder. */
function faultsOf(path: string, text: string): string[] {
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name, target) =>
    name === path
      ? ts.createSourceFile(name, text, target)
      : (program.getSourceFile(name) ?? ts.createSourceFile(name, readFileSync(name, 'utf8'), target));
  const checked = ts.createProgram([path], options, host);
  return ts
    .getPreEmitDiagnostics(checked, checked.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test.run();
