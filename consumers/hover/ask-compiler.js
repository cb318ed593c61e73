// Prints the hover text of each name, from the language service in the API of TypeScript.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [compiler, file, ...names] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(compiler);
const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const text = readFileSync(file, 'utf8');
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => '1',
  getScriptSnapshot: (path) => {
    const source = ts.sys.readFile(path);
    return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source);
  },
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
  realpath: ts.sys.realpath,
});
for (const name of names) {
  const { documentation = [] } = service.getQuickInfoAtPosition(file, text.lastIndexOf(name) + 1) ?? {};
  const said = ts.displayPartsToString(documentation);
  console.log(`${name}: ${said.length > 5 ? 'documented' : `nothing but ${JSON.stringify(said)}`}`);
}
