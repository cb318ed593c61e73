import { useMemo, useState } from 'preact/hooks';
import type { EntryProblem } from '../../protocol.js';
import { Icon } from '../icons.js';
import { splitAllowed } from '../wording.js';
import { scanJson } from './scan-json.js';
import { lineOf, plainLines, type SourceLine, xmlLines } from './source-lines.js';

/** Lines that are shown at first, and characters of a line that are shown at all. */
const FIRST_LINES = 300;
const LONGEST_TEXT = 4_000;
/** Characters by which the continuation of a line is indented at most. */
const MAX_HANGING = 16;

export interface SourceViewProps {
  readonly source: string;
  readonly language: 'xml' | 'json' | 'text';
  readonly label: string;
  readonly problems?: readonly EntryProblem[];
}

/** Shows a source text with colors, line numbers, and its problems below their lines. */
export function SourceView({ source, language, label, problems = [] }: SourceViewProps) {
  const [isWhole, setWhole] = useState(false);
  const lines = useMemo(() => linesOf(source, language), [source, language]);
  const problemsOf = useMemo(() => placeProblems(lines, source, problems), [lines, source, problems]);
  const last = Math.max(FIRST_LINES, ...Array.from(problemsOf.keys(), (index) => index + 1));
  const shown = isWhole ? lines : lines.slice(0, last);
  return (
    // A region that scrolls has to be reachable with the keyboard.
    <section class="source" aria-label={label} tabIndex={0}>
      <ol class="lines">
        {shown.map((line, index) => (
          <Line key={`${index}:${line.start}`} line={line} problems={problemsOf.get(index)} />
        ))}
      </ol>
      {shown.length < lines.length && (
        <button type="button" class="quiet more" onClick={() => setWhole(true)}>
          Show all {lines.length.toLocaleString('en')} lines
        </button>
      )}
    </section>
  );
}

function Line({ line, problems }: { line: SourceLine; problems: readonly EntryProblem[] | undefined }) {
  const severity = problems?.some((one) => one.severity === 'error') ? 'error' : problems ? 'warning' : undefined;
  return (
    <li class="line" data-severity={severity}>
      <span class="number" aria-hidden="true">
        {line.number ?? ''}
      </span>
      <code style={{ paddingLeft: `${indentOf(line) + 2}ch`, textIndent: `-${indentOf(line) + 2}ch` }}>
        {shorten(line)}
      </code>
      {problems?.map((problem) => (
        <p
          class="at-line"
          key={`${problem.code}:${problem.column}:${problem.message}`}
          data-severity={problem.severity}
        >
          <Icon name={problem.severity === 'error' ? 'error' : 'warning'} />
          <ProblemText problem={problem} />
        </p>
      ))}
    </li>
  );
}

/** What is wrong, the fix, and what is allowed. */
function ProblemText({ problem }: { readonly problem: EntryProblem }) {
  const { head, allowed } = splitAllowed(problem.message);
  return (
    <span>
      <b>{head}</b> {problem.hint}
      {allowed !== '' && <span class="faint"> Allowed: {allowed}</span>}
    </span>
  );
}

/** Returns how far a line is indented, so that what does not fit continues below its beginning. */
function indentOf({ spans }: SourceLine): number {
  const [first] = spans;
  const text = first?.kind === 'text' ? first.text : '';
  return Math.min(text.length - text.trimStart().length, MAX_HANGING);
}

/** Returns the spans of a line, and a remark instead of what is too long to show. */
function shorten({ spans, start, end }: SourceLine) {
  let length = 0;
  const shown = [];
  for (const [index, { kind, text }] of spans.entries()) {
    const left = LONGEST_TEXT - length;
    if (left <= 0) break;
    const part = text.slice(0, left);
    shown.push(
      kind === 'text' ? (
        part
      ) : (
        <span key={index} class={`t-${kind}`}>
          {part}
        </span>
      ),
    );
    length += part.length;
  }
  if (end - start > LONGEST_TEXT + 100) {
    const rest = (end - start - LONGEST_TEXT).toLocaleString('en');
    shown.push(<span key="rest" class="rest">{` … ${rest} more characters`}</span>);
  }
  return shown;
}

function linesOf(source: string, language: SourceViewProps['language']): SourceLine[] {
  if (language === 'xml') return xmlLines(source);
  return plainLines(source, language === 'json' ? scanJson(source) : [{ kind: 'text', start: 0, end: source.length }]);
}

function placeProblems(
  lines: readonly SourceLine[],
  source: string,
  problems: readonly EntryProblem[],
): Map<number, EntryProblem[]> {
  const placed = new Map<number, EntryProblem[]>();
  for (const problem of problems) {
    if (problem.line === undefined) continue;
    const index = lineOf(lines, source, problem.line, problem.column);
    placed.set(index, [...(placed.get(index) ?? []), problem]);
  }
  return placed;
}
