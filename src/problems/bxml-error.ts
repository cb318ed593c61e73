import { formatProblem, type Problem } from './problem.js';

/**
 * Thrown when a document, a definition or an option is invalid. It contains every problem that was found, errors first.
 *
 * Compare `name` and `code` if two copies of the package may be loaded: `instanceof` recognizes only its own copy.
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
  /** All problems, errors before warnings, each group in document order. */
  declare readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]], options?: { cause?: unknown }) {
    const ordered = [...problems].sort((a, b) => rank(a) - rank(b));
    super(describe(ordered), options);
    this.code = (ordered[0] ?? problems[0]).code;
    // The message lists all problems. Non-enumerable, so that a printed error does not show them twice.
    Object.defineProperty(this, 'problems', { value: ordered, enumerable: false });
  }

  /** Returns an error with one problem that has no position in a document, such as an invalid option. */
  static of(code: string, message: string, more: { hint?: string; cause?: unknown } = {}): BxmlError {
    const hint = more.hint === undefined ? {} : { hint: more.hint };
    const cause = 'cause' in more ? { cause: more.cause } : {};
    // `this` instead of the class name: bundlers rename a class that refers to itself, and traces would show `_BxmlError`.
    return new this([{ code, severity: 'error', path: '', message, ...hint }], cause);
  }
}

const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);

function describe(problems: readonly Problem[]): string {
  const shown = problems.length > MAX_LINES ? problems.slice(0, MAX_LINES) : problems;
  const lines = shown.map((problem) => `${problem.severity === 'warning' ? 'warning: ' : ''}${formatProblem(problem)}`);
  if (shown !== problems) lines.push(`and ${problems.length - MAX_LINES} more: see error.problems.`);
  const text =
    lines.length === 1
      ? lines.join('')
      : `${problems.length} problems:\n${lines.map((line) => `  - ${line}`).join('\n')}`;
  const isOfTree = problems.some(({ path }) => HAS_ELEMENT.test(path));
  return isOfTree && problems.every(({ source }) => source === undefined) ? `${text}\n    ${NO_LINES}` : text;
}

/** Maximum number of problems in a message. An invalid array has a problem per item, and the length of a string is limited. */
const MAX_LINES = 1000;

/** Matches a path that contains a component or a verb. A path such as `initiate` names only a handler. */
const HAS_ELEMENT = /(?:^| )[A-Z]/;

/** Added if the compiler did not record the positions of elements. */
const NO_LINES = '(Compile with "jsx": "react-jsxdev" to see files and lines.)';
