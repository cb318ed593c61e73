import { BxmlError, type Problem, type RenderOptions, validate } from 'bxml-jsx';
import { type ParseOptions, parse } from 'bxml-jsx/parse';
import type { Finding } from './finding.js';
import type { UnreadableFile } from './read-document.js';

/** How documents are checked. */
export interface CheckSettings {
  readonly rules: RenderOptions['rules'];
  readonly context: RenderOptions['context'];
  readonly verbs: ParseOptions['verbs'];
}

/** What a hint says to users of the library, and what it says to those of the command. */
const PARSE_OPTION = 'pass it in the verbs option of parse()';
const CONFIG_FIELD = 'add it to the verbs of bxml.config.mjs';

/** The file of a document, as in its findings. */
export type DocumentFile = Pick<Finding, 'file' | 'path'>;

/** Returns the problems of a document, in the order of their positions. */
export function checkDocument(text: string, file: DocumentFile, settings: CheckSettings): readonly Finding[] {
  const problems = problemsOf(text, settings);
  if (problems.length === 0) return [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/);
  return problems
    .map(
      ({ source, code, severity, message, hint, path }): Finding => ({
        ...file,
        line: source?.line,
        column: source?.column,
        code,
        severity,
        message,
        hint: hint?.replace(PARSE_OPTION, CONFIG_FIELD),
        elements: path,
        sourceLine: source === undefined ? '' : (lines[source.line - 1] ?? ''),
      }),
    )
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

function problemsOf(text: string, { rules, context, verbs }: CheckSettings): readonly Problem[] {
  try {
    return validate(parse(text, { verbs }), { rules, context });
  } catch (error) {
    if (error instanceof BxmlError) return error.problems;
    throw error;
  }
}

/** Returns the finding about a file that is not a document. */
export const unreadable = (file: DocumentFile, fault: UnreadableFile): Finding => ({
  ...file,
  line: fault.line,
  column: fault.column,
  code: fault.code,
  severity: 'error',
  message: fault.message,
  hint: fault.hint,
  elements: '',
  sourceLine: fault.sourceLine ?? '',
});

/** The names of the root elements of documents, in any spelling that was meant to be one. */
const ROOT = /^(?:res?ponses?|responce|b?xml)$/i;

/**
 * True if text may be a BXML document: its first element is a root element, maybe misspelt, or it has none. Other XML, such
 * as a `pom.xml`, is not.
 */
export function mayBeDocument(text: string): boolean {
  const name = /<([A-Za-z_][\w:.-]*)/.exec(withoutProlog(text))?.[1];
  return name === undefined || ROOT.test(name);
}

/** Returns the text after white space, declarations, comments and processing instructions. */
function withoutProlog(text: string): string {
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) return '';
    const isComment = text.startsWith('<!--', start);
    if (!isComment && text[start + 1] !== '?' && text[start + 1] !== '!') return text.slice(start);
    const close = isComment ? '-->' : '>';
    const end = text.indexOf(close, start + (isComment ? 4 : 2));
    if (end < 0) return '';
    at = end + close.length;
  }
}
