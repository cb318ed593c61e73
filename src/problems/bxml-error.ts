import { formatProblem, type Problem } from './problem.js';

/**
 * Thrown when a document, a definition or an option is wrong. It carries every problem that was found, errors first.
 *
 * Recognise it by `name` and `code` where two copies of the package may be in play; `instanceof` knows one copy only.
 *
 * @example
 * try {
 *   render(<Response><Gather maxDigits={99} /></Response>);
 * } catch (error) {
 *   if (error instanceof BxmlError) for (const { code, path, message } of error.problems) console.error(code, path, message);
 * }
 */
export class BxmlError extends Error {
  override readonly name = 'BxmlError';
  /** The code of the first error. */
  readonly code: string;
  /** Everything that was found, errors before warnings, each kind in document order. */
  declare readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]], options?: { cause?: unknown }) {
    const ordered = [...problems].sort((a, b) => rank(a) - rank(b));
    super(describe(ordered), options);
    this.code = (ordered[0] ?? problems[0]).code;
    // The message tells them all already: whoever prints the error should not see them twice.
    Object.defineProperty(this, 'problems', { value: ordered, enumerable: false });
  }

  /** The error of a single fault that has no place in a document, such as a wrong option. */
  static of(code: string, message: string, more: { hint?: string; cause?: unknown } = {}): BxmlError {
    const hint = more.hint === undefined ? {} : { hint: more.hint };
    const cause = 'cause' in more ? { cause: more.cause } : {};
    // Not by its name: a class that names itself is renamed by bundlers, and traces would say `_BxmlError`.
    return new this([{ code, severity: 'error', path: '', message, ...hint }], cause);
  }
}

const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);

function describe(problems: readonly Problem[]): string {
  const told = problems.length > MOST_TOLD ? problems.slice(0, MOST_TOLD) : problems;
  const lines = told.map((problem) => `${problem.severity === 'warning' ? 'warning: ' : ''}${formatProblem(problem)}`);
  if (told !== problems) lines.push(`and ${problems.length - MOST_TOLD} more: see the problems of the error.`);
  const text =
    lines.length === 1
      ? lines.join('')
      : `${problems.length} problems:\n${lines.map((line) => `  - ${line}`).join('\n')}`;
  const isOfTree = problems.some(({ path }) => HAS_ELEMENT.test(path));
  return isOfTree && problems.every(({ source }) => source === undefined) ? `${text}\n    ${NO_LINES}` : text;
}

/** Most problems that a message tells; a list gone wrong has a problem an item, and a string has a greatest length. */
const MOST_TOLD = 1000;

/** A path with a component or a verb on it. A handler alone, such as `initiate`, was not written as an element. */
const HAS_ELEMENT = /(?:^| )[A-Z]/;

/** Said where the compiler left out where elements were written. */
const NO_LINES = '(Compile with "jsx": "react-jsxdev" to see files and lines.)';
