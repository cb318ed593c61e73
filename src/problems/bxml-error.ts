import { formatProblem, type Problem } from './problem.js';

/**
 * Thrown when a document, a definition or an option is wrong. It carries every problem that was found, errors first.
 *
 * Compare `name` and `code` if there may be two copies of the package; `instanceof` knows one copy only.
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
    // The message has them all: a printed error should not show them twice.
    Object.defineProperty(this, 'problems', { value: ordered, enumerable: false });
  }

  /** Returns the error of one problem that has no place in a document, such as a wrong option. */
  static of(code: string, message: string, more: { hint?: string; cause?: unknown } = {}): BxmlError {
    const hint = more.hint === undefined ? {} : { hint: more.hint };
    const cause = 'cause' in more ? { cause: more.cause } : {};
    // Not by its name: a class that names itself is renamed by bundlers, and traces would say `_BxmlError`.
    return new this([{ code, severity: 'error', path: '', message, ...hint }], cause);
  }
}

const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);

function describe(problems: readonly Problem[]): string {
  const shown = problems.length > MAX_LINES ? problems.slice(0, MAX_LINES) : problems;
  const lines = shown.map((problem) => `${problem.severity === 'warning' ? 'warning: ' : ''}${formatProblem(problem)}`);
  if (shown !== problems) lines.push(`and ${problems.length - MAX_LINES} more: see the problems of the error.`);
  const text =
    lines.length === 1
      ? lines.join('')
      : `${problems.length} problems:\n${lines.map((line) => `  - ${line}`).join('\n')}`;
  const isOfTree = problems.some(({ path }) => HAS_ELEMENT.test(path));
  return isOfTree && problems.every(({ source }) => source === undefined) ? `${text}\n    ${NO_LINES}` : text;
}

/** Most problems in a message: a wrong array has a problem an item, and a string has a greatest length. */
const MAX_LINES = 1000;

/** A path with a component or a verb on it. A handler alone, such as `initiate`, was not written as an element. */
const HAS_ELEMENT = /(?:^| )[A-Z]/;

/** Added if the compiler left out the positions of elements. */
const NO_LINES = '(Compile with "jsx": "react-jsxdev" to see files and lines.)';
