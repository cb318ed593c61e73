import { standsForContent } from '../components/component.js';
import { ComponentRuns } from '../components/component-runs.js';
import { type AbortSignalLike, Resolver, SettledElement } from '../components/resolve.js';
import { BxmlError } from '../problems/bxml-error.js';
import { atCaller, fromAsyncCaller, fromCaller, type PublicFunction } from '../problems/caller.js';
import type { Problem } from '../problems/problem.js';
import { refuse } from '../problems/refused-values.js';
import { MAX_DOCUMENT_BYTES } from './document-rules.js';
import { ElementScope } from './element-scope.js';
import { FirstPass } from './first-pass.js';
import { writeDocument } from './first-verbs.js';
import { notARoot } from './placement.js';
import { assertOptions, type RenderOptions } from './render-options.js';
import { Report } from './report.js';
import { Walk } from './walk.js';

const NO_OPTIONS: RenderOptions = Object.freeze({});

/**
 * Renders a document to BXML and checks it against all rules. The result is the response to a webhook, or the body of a
 * REST request.
 *
 * @param node a `<Response>` or `<Bxml>` element, or a component that returns one. Components must be synchronous.
 * @throws BxmlError with all problems, if at least one is an error (or a warning, with `strict`); with a code `options.*`
 * if an option is invalid.
 * @example
 * render(<Response><SpeakSentence>Hello</SpeakSentence></Response>);
 * // <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>Hello</SpeakSentence></Response>
 */
export function render(node: unknown, options: RenderOptions = NO_OPTIONS): string {
  if (options !== NO_OPTIONS) fromCaller(render, () => checkOptions(options, node));
  return text(node, options, render);
}

/**
 * Renders a document with asynchronous components, or promises among the children. Siblings run concurrently; all of them
 * settle before the result rejects.
 *
 * @throws BxmlError with all problems; with the code `render.aborted` if `signal` aborts first; with a code `options.*` if
 * an option is invalid.
 * @example
 * const Balance = async ({ id }) => <SpeakSentence>{await balanceOf(id)}</SpeakSentence>;
 * await renderAsync(<Response><Balance id={7} /></Response>);
 */
export function renderAsync(node: unknown, options: RenderOptions = NO_OPTIONS): Promise<string> {
  return fromAsyncCaller(renderAsync, () => {
    if (options !== NO_OPTIONS) checkOptions(options, node);
    const pass = firstPass(options);
    return (
      synchronousText(pass, node, options) ??
      whenSettled(node, options, (tree) => text(tree, options, renderAsync), pass.runs)
    );
  });
}

/**
 * Renders a document, or returns `null` if the component at its root returns `null`. Synchronous, errors included, if
 * nothing in the tree is asynchronous; returns a promise otherwise.
 *
 * @param onTree called with the tree of a valid document after its components have run
 */
export function renderOrNull(
  node: unknown,
  options: RenderOptions = NO_OPTIONS,
  onTree?: (tree: unknown) => void,
): string | null | Promise<string | null> {
  if (options !== NO_OPTIONS) checkOptions(options, node);
  const pass = firstPass(options);
  const known = onTree === undefined ? synchronousText(pass, node, options) : undefined;
  if (known !== undefined) return known;
  const finish = (tree: unknown): string | null => {
    if (comesToNull(tree)) return null;
    const document = text(tree, options, renderOrNull);
    onTree?.(tree);
    return document;
  };
  return whenSettled(node, options, finish, pass.runs);
}

/** Throws for invalid options, after handling the rejections of promises in the tree. */
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
 * Returns the problems of a document, errors and warnings, in document order. The array is empty if there are none. Does
 * not throw for an invalid document.
 *
 * @throws BxmlError with a code `options.*` if an option is invalid.
 * @example
 * for (const problem of validate(<Menu />)) console.warn(formatProblem(problem));
 */
export function validate(node: unknown, options: RenderOptions = NO_OPTIONS): Problem[] {
  if (options !== NO_OPTIONS) fromCaller(validate, () => checkOptions(options, node));
  return problems(node, options);
}

/**
 * Returns the problems of a document with asynchronous components. See `validate`.
 *
 * @throws BxmlError with the code `render.aborted` if `signal` aborts first; with a code `options.*` if an option is
 * invalid.
 */
export function validateAsync(node: unknown, options: RenderOptions = NO_OPTIONS): Promise<Problem[]> {
  return fromAsyncCaller(validateAsync, () => {
    if (options !== NO_OPTIONS) checkOptions(options, node);
    return whenSettled(node, options, (tree) => problems(tree, options));
  });
}

/** Returns the text of a document. Throws its problems, if there are errors. */
function text(node: unknown, options: RenderOptions, entry: PublicFunction): string {
  const pass = firstPass(options);
  return firstText(pass, node, options) ?? checked(walk(node, options, pass.runs), options, entry);
}

function firstPass({ context = 'call', rules, strict = false, onWarning, signal }: RenderOptions): FirstPass {
  return new FirstPass(context, rules === undefined && !strict && onWarning === undefined, signal);
}

/** Returns the text of a document, if the first pass finds no problem. */
function firstText(pass: FirstPass, node: unknown, { pretty = false }: RenderOptions): string | undefined {
  return pretty ? undefined : writeDocument(pass, node);
}

/**
 * Returns the text of a valid document in which nothing is asynchronous. Otherwise, `pass.runs` has the components that
 * have run.
 */
function synchronousText(pass: FirstPass, node: unknown, options: RenderOptions): string | undefined {
  const { signal } = options;
  const text = signal?.aborted ? undefined : firstText(pass, node, options);
  return signal?.aborted ? undefined : text;
}

function problems(node: unknown, options: RenderOptions): Problem[] {
  const pass = new FirstPass(options.context ?? 'call', false);
  return writeDocument(pass, node) === undefined ? walk(node, options, pass.runs).report.problems() : [];
}

/** @param runs the components that have run already */
function walk(
  node: unknown,
  { context = 'call', pretty = false, rules }: RenderOptions,
  runs: ComponentRuns = new ComponentRuns(),
): Walk {
  const report = new Report(rules);
  const walk = new Walk(report, context, pretty, runs);
  const scope = new ElementScope('document', '', undefined, undefined);
  walk.children(node, scope);
  runs.refuse();
  if (scope.count === 0 && report.isEmpty)
    report.add(notARoot('An empty tree', 'Return an element: <Response>…</Response>.'));
  // A component that threw is missing from the text, so that its size means nothing.
  if (report.cause === undefined) checkSize(report, walk.out, walk.laidOut);
  return walk;
}

function checkSize(report: Report, text: string, laidOut: number): void {
  const bytes = text.length + report.extraBytes - laidOut;
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  report.add({
    code: 'root.size',
    message: `The document has ${bytes} bytes; allowed: at most ${MAX_DOCUMENT_BYTES} (64 KB).`,
    hint: 'Split it: end it with <Redirect>, and respond with the rest there.',
  });
}

/**
 * Returns the text of a walked document. Throws its problems, if there are errors.
 *
 * @param entry the public function; the error's stack begins at its caller
 */
function checked({ out, report }: Walk, { strict = false, onWarning }: RenderOptions, entry: PublicFunction): string {
  // Warnings are formatted only if there is a listener.
  if (report.isEmpty || (!report.hasErrors && !strict && onWarning === undefined)) return out;
  const problems = report.problems();
  if (strict || report.hasErrors) {
    const [first, ...others] = problems as [Problem, ...Problem[]];
    const { cause } = report;
    throw atCaller(new BxmlError([first, ...others], cause === undefined ? undefined : { cause: cause.thrown }), entry);
  }
  if (onWarning !== undefined) for (const problem of problems) onWarning(problem);
  return out;
}

/**
 * Runs the components of a tree, and calls `finish` with the result. Synchronous if none of them is asynchronous. Throws
 * or rejects when the signal aborts.
 *
 * @param runs the components that have run already
 */
function whenSettled<T>(
  node: unknown,
  { signal }: RenderOptions,
  finish: (tree: unknown) => T,
  runs?: ComponentRuns | undefined,
): T | Promise<T> {
  // Also if the signal has aborted: then no component runs, but rejections of promises in the tree are handled.
  const resolver = new Resolver(signal, runs);
  const settling = resolver.settle(node);
  runs?.refuse();
  if (signal?.aborted) {
    resolver.passOver();
    throw aborted(signal);
  }
  if (!(settling instanceof Promise)) return finish(settling.tree);
  if (signal === undefined) return settling.then(({ tree }) => finish(tree));
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(aborted(signal));
    signal.addEventListener('abort', abort);
    const end = ({ tree }: { readonly tree: unknown }): void => {
      signal.removeEventListener('abort', abort);
      // After an abort, `onWarning` and `onTree` are not called.
      if (signal.aborted) abort();
      else resolve(finish(tree));
    };
    settling.then(end).catch(reject);
  });
}

function aborted({ reason }: AbortSignalLike): BxmlError {
  return BxmlError.of('render.aborted', 'The signal aborted the render.', { cause: reason });
}
