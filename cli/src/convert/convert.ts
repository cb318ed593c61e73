import { basename, extname } from 'node:path';
import { guarded } from '../load/guarded-process.js';
import { CommandError } from '../terminal/command-error.js';
import type { ExitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import { documentToTsx } from './document-to-tsx.js';
import { moduleToXml } from './module-to-xml.js';

/** Options of {@link convert}. */
export interface ConvertOptions {
  /** The name of the component. @default made of the name of the file */
  readonly name?: string | undefined;
  /** The module of the verbs that are not built in. */
  readonly verbs?: string | undefined;
  /** Writes spaces and line breaks in speech as one space. */
  readonly collapse?: boolean | undefined;
  /** The file to write. @default standard output */
  readonly output?: string | undefined;
  /** The export of a module. @default the default export, or the only component */
  readonly export?: string | undefined;
  /** The props of a component, as JSON. */
  readonly props?: string | undefined;
  /** Writes XML without line breaks, as it is sent. */
  readonly exact?: boolean | undefined;
  readonly tsconfig?: string | undefined;
  readonly loadTimeout?: number | undefined;
}

const MODULES = ['.tsx', '.ts', '.mts', '.cts', '.jsx', '.js', '.mjs', '.cjs'];

/**
 * Converts a document to a TSX component that renders the same, or the component of a module to its document.
 *
 * @param source the file; `-` or undefined for a document on standard input
 * @throws CommandError if the source cannot be read or converted
 */
export async function convert(io: Io, source: string | undefined, options: ConvertOptions): Promise<ExitStatus> {
  const isModule = source !== undefined && MODULES.includes(extname(source).toLowerCase());
  rejectOthers(options, isModule);
  if (isModule) return guarded((child) => moduleToXml(child, source, options))(io);
  const work = (child: Io): Promise<ExitStatus> =>
    documentToTsx(child, source, { ...options, name: options.name ?? nameFrom(source) });
  return options.verbs === undefined ? work(io) : guarded(work)(io);
}

/** The options of one direction only. */
const OF_DOCUMENTS = { name: '--name', verbs: '--verbs', collapse: '--collapse' } as const;
const OF_MODULES = { export: '--export', props: '--props', exact: '--exact' } as const;

function rejectOthers(options: ConvertOptions, isModule: boolean): void {
  const others = Object.entries(isModule ? OF_DOCUMENTS : OF_MODULES);
  // The cast: the names are those of options.
  const found = others.find(([name]) => options[name as keyof ConvertOptions] !== undefined);
  if (found === undefined) return;
  throw new CommandError(
    `${found[1]} is for ${isModule ? 'documents' : 'modules'}, and the source is a ${isModule ? 'module' : 'document'}.`,
  );
}

/** Returns the name of a component from that of its file: `main-menu.xml` is `MainMenu`. */
function nameFrom(source: string | undefined): string {
  if (source === undefined || source === '-') return 'Document';
  const words = basename(source, extname(source)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{Lu}/u.test(name) ? name : `Document${name}`;
}
