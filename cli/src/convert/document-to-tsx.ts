import { dirname, extname, relative, resolve, sep } from 'node:path';
import { BxmlError, validate } from 'bxml-jsx';
import { type ParseOptions, parse } from 'bxml-jsx/parse';
import { checkDocument, unreadable } from '../lint/check-document.js';
import { readDocument, readStream, type UnreadableFile } from '../lint/read-document.js';
import { reportForPeople } from '../lint/report-human.js';
import { importModule } from '../load/import-module.js';
import { moduleFile } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { inputFile } from '../terminal/input-file.js';
import { type Io, remark } from '../terminal/io.js';
import { writeOutput } from '../terminal/write-output.js';
import { type ReadDocument, type ReadElement, readElements } from './read-elements.js';
import { writeTsx } from './write-tsx.js';

/** What of `ConvertOptions` a document needs. */
interface TsxSettings {
  readonly name: string;
  readonly verbs?: string | undefined;
  readonly collapse?: boolean | undefined;
  readonly output?: string | undefined;
  readonly tsconfig?: string | undefined;
  readonly loadTimeout?: number | undefined;
}

/** Writes the component of a document. */
export async function documentToTsx(io: Io, source: string | undefined, settings: TsxSettings): Promise<ExitStatus> {
  const name = componentName(settings.name);
  const text = await read(io, source);
  const file = { file: source ?? '<stdin>', path: undefined };
  if (typeof text !== 'string') return refuse(io, [unreadable(file, text)]);
  const own = await ownVerbs(io, settings);
  const document = readOrProblems(text, own.verbs);
  if (document === undefined)
    return refuse(io, checkDocument(text, file, { rules: {}, context: 'call', verbs: own.verbs }));
  const unwritable = unwritableParts(document.root);
  if (unwritable.length > 0) {
    throw new CommandError(`The document cannot be converted: ${unwritable.join('; ')}.`, {
      hint: 'Correct the names. Verbs of your own are imported with --verbs ./verbs.ts, which exports them.',
    });
  }
  const root = settings.collapse === true ? collapsed(document.root) : document.root;
  const isTaken = [...elementsOf(root)].some((each) => each.name === name);
  const tsx = writeTsx(
    { ...document, root },
    { name: isTaken ? `${name}Document` : name, verbsFrom: own.from, ownVerbs: own.names },
  );
  writeOutput(io, tsx, settings.output);
  for (const each of remarksOn(root)) remark(io, each);
  warnOfProblems(io, text, own.verbs);
  return exitStatus.ok;
}

function read(io: Io, source: string | undefined): Promise<string | UnreadableFile> {
  if (source !== undefined && source !== '-')
    return readDocument(inputFile(io, source, 'Name one document, such as menu.xml.'), io.signal);
  if (io.stdin.isTTY !== true) return readStream(io.stdin, io.signal);
  throw new CommandError('There is nothing to convert.', { hint: 'Name a file, or pipe a document into it.' });
}

function refuse(io: Io, findings: Parameters<typeof reportForPeople>[1]['findings']): ExitStatus {
  reportForPeople({ ...io, stdout: io.stderr }, { findings, documents: 1, skipped: 0, maxWarnings: undefined });
  return exitStatus.findings;
}

function readOrProblems(text: string, verbs: ParseOptions['verbs']): ReadDocument | undefined {
  try {
    return readElements(text, verbs);
  } catch (error) {
    if (error instanceof BxmlError) return undefined;
    throw error;
  }
}

/** Remarks that the document has problems, which the component has too. */
function warnOfProblems(io: Io, text: string, verbs: ParseOptions['verbs']): void {
  const count = validate(parse(text, { verbs })).length;
  if (count > 0)
    remark(
      io,
      `The document has ${count === 1 ? '1 problem' : `${count} problems`}: see bxml lint. The component has the same.`,
    );
}

/** Returns what an engineer would change in the component. */
function remarksOn(root: ReadElement): readonly string[] {
  const elements = [...elementsOf(root)];
  const hasPassword = elements.some(({ attributes }) => attributes.some(({ name }) => /password$/i.test(name)));
  const hasLines = elements.some(
    ({ name, children }) => name === 'SpeakSentence' && children.some((child) => /\n/.test(String(child))),
  );
  return [
    ...(hasPassword
      ? ['The document has a password, and so has the component: read it from the environment instead.']
      : []),
    ...(hasLines ? ['The line breaks of speech are kept: --collapse writes them as spaces.'] : []),
  ];
}

function componentName(name: string): string {
  if (/^\p{Lu}[\p{ID_Continue}$]*$/u.test(name)) return name;
  throw new CommandError(`--name is ${JSON.stringify(name)}; expected the name of a component, such as MainMenu.`);
}

interface OwnVerbs {
  readonly verbs: ParseOptions['verbs'];
  readonly names: ReadonlySet<string>;
  /** The module as the component imports it. */
  readonly from: string | undefined;
}

const VERB = Symbol.for('bxml-jsx.verb');

/** Loads the verbs of the option `verbs`. */
async function ownVerbs(io: Io, { verbs, output, tsconfig, loadTimeout = 15 }: TsxSettings): Promise<OwnVerbs> {
  if (verbs === undefined) return { verbs: undefined, names: new Set(), from: undefined };
  const file = moduleFile(io, verbs);
  const { exports } = await importModule(io, file, { tsconfig, timeout: loadTimeout });
  const named = Object.entries(exports).filter(([, value]) => typeof value === 'function' && VERB in value);
  if (named.length === 0) {
    throw new CommandError(`${verbs} exports no verbs.`, {
      hint: "Verbs are created by defineVerb: export const Whisper = defineVerb('Whisper', {}).",
    });
  }
  const path = relative(dirname(resolve(io.cwd, output ?? 'document.tsx')), file)
    .split(sep)
    .join('/');
  const extension = extname(path);
  const specifier = path.slice(0, -extension.length) + extension.replace(/tsx?$|jsx$/, 'js');
  return {
    // The cast: the values have the mark of verbs.
    verbs: named.map(([, value]) => value) as unknown as NonNullable<ParseOptions['verbs']>,
    names: new Set(named.map(([name]) => name)),
    from: specifier.startsWith('.') ? specifier : `./${specifier}`,
  };
}

/** Returns the elements and attributes that JSX cannot express. */
function unwritableParts(root: ReadElement): readonly string[] {
  const parts = new Set<string>();
  for (const { name, isVerb, attributes } of elementsOf(root)) {
    if (!isVerb && !/^[a-z][\w-]*(?::[a-zA-Z][\w-]*)?$/.test(name)) parts.add(`<${name}> is not a known element`);
    for (const { name: attribute } of attributes) {
      if (attribute === 'key' || attribute === 'children')
        parts.add(`JSX has no attribute ${attribute} (on <${name}>)`);
    }
  }
  return [...parts];
}

function* elementsOf(element: ReadElement): Generator<ReadElement> {
  yield element;
  for (const child of element.children) if (typeof child === 'object' && 'name' in child) yield* elementsOf(child);
}

/** Returns the element with one space for each run of white space, and none at the ends of a verb. */
function collapsed(element: ReadElement): ReadElement {
  const { children } = element;
  const last = children.length - 1;
  const inner = children.flatMap((child, index): ReadElement['children'] => {
    if (typeof child !== 'string') return 'name' in child ? [collapsed(child)] : [child];
    let text = child.replace(/[ \t\r\n]+/g, ' ');
    if (element.isVerb && index === 0) text = text.trimStart();
    if (element.isVerb && index === last) text = text.trimEnd();
    return text === '' ? [] : [text];
  });
  return { ...element, children: inner };
}
