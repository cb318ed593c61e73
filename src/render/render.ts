import { standsForContent } from '../components/component.js';
import { type AbortSignalLike, Resolver, SettledElement } from '../components/resolve.js';
import { BxmlError } from '../problems/bxml-error.js';
import { atCaller, CallSite, fromCaller, type PublicFunction } from '../problems/caller.js';
import type { Problem } from '../problems/problem.js';
import { refuse } from '../problems/refused-values.js';
import { ElementScope } from './element-scope.js';
import { notARoot } from './placement.js';
import { assertOptions, type RenderOptions } from './render-options.js';
import { Report } from './report.js';
import { Walk } from './walk.js';

/** Most bytes of a document, as UTF-8. */
export const MAX_DOCUMENT_BYTES = 65_536;

const NO_OPTIONS: RenderOptions = Object.freeze({});

/** A walked document with everything that was found in it. */
interface Outcome {
  readonly text: string;
  readonly report: Report;
}

/**
 * The text of a document, checked against every rule: the answer to a webhook, or the body of a REST request.
 *
 * @param node a `<Response>` or `<Bxml>`, or a component that gives one. Components must be synchronous.
 * @throws BxmlError with all problems, when at least one is an error (or a warning, under `strict`); with a code
 * `options.*` when an option is of a wrong kind.
 * @example
 * render(<Response><SpeakSentence>Hello</SpeakSentence></Response>);
 * // <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>Hello</SpeakSentence></Response>
 */
export function render(node: unknown, options: RenderOptions = NO_OPTIONS): string {
  if (options !== NO_OPTIONS) fromCaller(render, () => checkOptions(options, node));
  return checked(walk(node, options), options, render);
}

/**
 * Like `render`, for trees with asynchronous components and promises among the children. Siblings run at the same time;
 * all of them settle before an error is thrown.
 *
 * @throws BxmlError with all problems; with the code `render.aborted` when `signal` aborts first; with a code
 * `options.*` when an option is of a wrong kind.
 * @example
 * const Balance = async ({ id }) => <SpeakSentence>{await balanceOf(id)}</SpeakSentence>;
 * await renderAsync(<Response><Balance id={7} /></Response>);
 */
export async function renderAsync(node: unknown, options: RenderOptions = NO_OPTIONS): Promise<string> {
  if (options !== NO_OPTIONS) fromCaller(renderAsync, () => checkOptions(options, node));
  const settling = fromCaller(renderAsync, () => settled(node, options.signal));
  if (!(settling instanceof Promise)) return checked(walk(settling.tree, options), options, renderAsync);
  const site = new CallSite(renderAsync);
  try {
    const { tree } = await settling;
    return checked(walk(tree, options), options, renderAsync);
  } catch (error) {
    throw site.locate(error);
  }
}

/**
 * Like `renderAsync`, for a tree that may come to nothing: a component at its root that gives `null` makes it `null`.
 * At once where nothing in the tree is asynchronous, and then it throws where a promise would be rejected.
 *
 * @param onTree called with the tree of a valid document after its components have run
 */
export function renderOrNull(
  node: unknown,
  options: RenderOptions = NO_OPTIONS,
  onTree?: (tree: unknown) => void,
): string | null | Promise<string | null> {
  if (options !== NO_OPTIONS) checkOptions(options, node);
  const finish = ({ tree }: Settled): string | null => {
    if (comesToNull(tree)) return null;
    const text = checked(walk(tree, options), options, renderOrNull);
    onTree?.(tree);
    return text;
  };
  const settling = settled(node, options.signal);
  return settling instanceof Promise ? settling.then(finish) : finish(settling);
}

/** Refuses wrong options, and with them the tree. */
function checkOptions(options: RenderOptions, node: unknown): void {
  try {
    assertOptions(options);
  } catch (error) {
    refuse([node, options]);
    throw error;
  }
}

function comesToNull(tree: unknown): boolean {
  let result = tree;
  while (result instanceof SettledElement && standsForContent(result.node)) result = result.content;
  return result === null;
}

/**
 * The problems of a document, errors and warnings, in document order; empty when all is well. Never throws for what is
 * in the document.
 *
 * @throws BxmlError with a code `options.*` when an option is of a wrong kind.
 * @example
 * for (const problem of validate(<Menu />)) console.warn(formatProblem(problem));
 */
export function validate(node: unknown, options: RenderOptions = NO_OPTIONS): Problem[] {
  if (options !== NO_OPTIONS) fromCaller(validate, () => checkOptions(options, node));
  return walk(node, options).report.problems();
}

/**
 * Like `validate`, for trees with asynchronous components.
 *
 * @throws BxmlError with the code `render.aborted` when `signal` aborts first; with a code `options.*` when an option is
 * of a wrong kind.
 */
export async function validateAsync(node: unknown, options: RenderOptions = NO_OPTIONS): Promise<Problem[]> {
  if (options !== NO_OPTIONS) fromCaller(validateAsync, () => checkOptions(options, node));
  const settling = fromCaller(validateAsync, () => settled(node, options.signal));
  if (!(settling instanceof Promise)) return walk(settling.tree, options).report.problems();
  const site = new CallSite(validateAsync);
  try {
    return walk((await settling).tree, options).report.problems();
  } catch (error) {
    throw site.locate(error);
  }
}

function walk(node: unknown, { context = 'call', pretty = false, rules }: RenderOptions): Outcome {
  const report = new Report(rules);
  const walk = new Walk(report, context, pretty);
  const scope = new ElementScope('document', '', undefined, undefined);
  walk.children(node, scope);
  if (scope.count === 0 && report.isEmpty)
    report.add(notARoot('An empty tree', 'Return an element: <Response>…</Response>.'));
  const text = walk.out;
  // What failed is missing in the text, and had a part in its size.
  if (report.cause === undefined) checkSize(report, text, walk.laidOut);
  return { text, report };
}

function checkSize(report: Report, text: string, laidOut: number): void {
  const bytes = text.length + report.extraBytes - laidOut;
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  report.add({
    code: 'root.size',
    message: `The document takes ${bytes} bytes; allowed: at most ${MAX_DOCUMENT_BYTES} (64 KB).`,
    hint: 'Split it: end it with <Redirect> and answer the rest there.',
  });
}

/** @param entry the public function: the stack of the error begins at its caller. */
function checked(
  { text, report }: Outcome,
  { strict = false, onWarning }: RenderOptions,
  entry: PublicFunction,
): string {
  // Warnings are put into words only if there is a listener.
  if (report.isEmpty || (!report.hasErrors && !strict && onWarning === undefined)) return text;
  const problems = report.problems();
  if (strict || report.hasErrors) {
    const [first, ...others] = problems as [Problem, ...Problem[]];
    const { cause } = report;
    throw atCaller(new BxmlError([first, ...others], cause === undefined ? undefined : { cause: cause.thrown }), entry);
  }
  if (onWarning !== undefined) for (const problem of problems) onWarning(problem);
  return text;
}

/** A tree at rest. In a box, since a promise would take whatever has a `then`, a hostile proxy too, for another one. */
interface Settled {
  readonly tree: unknown;
}

/** The tree with its components run, at once where none is asynchronous; an error once the signal aborts. */
function settled(node: unknown, signal: AbortSignalLike | undefined): Settled | Promise<Settled> {
  // Even when it is too late: no component starts then, but a promise that fails has a listener.
  const resolver = new Resolver(signal);
  const settling = resolver.settle(node);
  if (signal === undefined) return settling;
  if (signal.aborted) {
    resolver.passOver();
    throw aborted(signal);
  }
  if (!(settling instanceof Promise)) return settling;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(aborted(signal));
    signal.addEventListener('abort', abort);
    settling.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function aborted({ reason }: AbortSignalLike): BxmlError {
  return BxmlError.of('render.aborted', 'The signal aborted the render.', { cause: reason });
}
