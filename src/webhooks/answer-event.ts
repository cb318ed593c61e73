import type { AbortSignalLike } from '../components/resolve.js';
import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { Deadline, LATE } from './deadline.js';
import { type EventContext, GRACE } from './event-context.js';
import { callHook } from './hooks.js';
import { type Answerer, type DocumentRules, documentReply, documentText, HandlerError } from './render-answer.js';
import { problemReply, type WebhookReply } from './request.js';

/**
 * The abort signal of a render. After the deadline no further component starts, but the render waits for the components
 * that have started, so that they count as in flight until they finish.
 */
class RenderSignal implements AbortSignalLike {
  /** True if the render read `aborted` after the deadline and therefore skipped components. */
  hasStopped = false;
  readonly #deadline: Deadline;

  constructor(deadline: Deadline) {
    this.#deadline = deadline;
  }

  get aborted(): boolean {
    this.hasStopped ||= this.#deadline.aborted;
    return this.#deadline.aborted;
  }

  addEventListener(): void {}
  removeEventListener(): void {}
}

/**
 * Returns the reply to a synchronous event: the document of its handler, else that of `onError`, else the fallback.
 * Returns a promise only if it has to wait.
 *
 * @param isDeclined returns true if the handler passed the event to the next middleware
 */
export function answerEvent<C>(
  context: EventContext<C>,
  event: object,
  answerer: Answerer<C>,
  isDeclined?: () => boolean,
): WebhookReply | Promise<WebhookReply> {
  const { deadline, request } = context;
  if (request.isClosed) deadline.abandon();
  const problems: Problem[] = [];
  const finish = (reply: WebhookReply): WebhookReply => {
    const hasLeft = deadline.aborted && !deadline.isOver;
    if (hasLeft || isDeclined?.() === true) return reply;
    const isDocument = reply.headers['content-type']?.startsWith('application/xml') === true;
    context.callAnswered(reply.status, isDocument ? reply.body : undefined, [...problems]);
    return reply;
  };
  const reply = replyInTime(context, event, answerer, problems);
  return reply instanceof Promise ? reply.then(finish) : finish(reply);
}

/** Returns the checks with an `onWarning` that also adds each warning to `problems`. */
function recordWarnings(
  checks: DocumentRules,
  problems: Problem[],
  isOver: () => boolean = () => false,
): DocumentRules {
  return {
    ...checks,
    onWarning(problem) {
      if (isOver()) return;
      problems.push(problem);
      checks.onWarning?.(problem);
    },
  };
}

function replyInTime<C>(
  context: EventContext<C>,
  event: object,
  answerer: Answerer<C>,
  problems: Problem[],
): WebhookReply | Promise<WebhookReply> {
  const { deadline, observer } = context;
  // The client has disconnected, so no handler runs.
  if (deadline.aborted && !deadline.isOver) return serverError();
  const { checks: given } = context.resolved;
  const isWatched = observer !== undefined || context.hooks?.answered !== undefined || given.onWarning !== undefined;
  // Warnings about a late document are ignored.
  const checks = isWatched ? recordWarnings(given, problems, () => deadline.aborted) : given;
  const signal = new RenderSignal(deadline);
  const { source, responseContext } = answerer;
  const getDocument = (): unknown => answerer.getDocument(event, context.handlerContext);
  try {
    const text = documentText({ source, getDocument, responseContext, signal, observer }, checks);
    if (!(text instanceof Promise)) return replyWith(answerer, text);
    return awaitedReply(context, answerer, problems, text, signal);
  } catch (error) {
    return respondWithFallback(context, answerer, problems, answerer.stage, locatedError(context, error));
  }
}

/** Returns the error that the handler threw, or the error of its document with the line of the element. */
function locatedError<C>({ resolved }: EventContext<C>, error: unknown): unknown {
  return error instanceof HandlerError ? error.thrown : resolved.site.locateElement(error);
}

/** @throws BxmlError (`answer.empty`) if the event requires a document. */
function replyWith<C>({ emptyReply, name }: Answerer<C>, text: string | null): WebhookReply {
  if (text !== null) return documentReply(text);
  if (emptyReply !== undefined) return emptyReply;
  throw BxmlError.of('answer.empty', `The handler of ${name} returned null; this event requires a document.`, {
    hint: 'Return <Response /> to end the call.',
  });
}

async function awaitedReply<C>(
  context: EventContext<C>,
  answerer: Answerer<C>,
  problems: Problem[],
  rendering: Promise<string | null>,
  signal: RenderSignal,
): Promise<WebhookReply> {
  const { resolved, request, deadline } = context;
  try {
    resolved.work.track(rendering);
    request.onClose(() => deadline.abandon());
    const text = await deadline.meet(rendering);
    if (text === LATE) return await tooLate(context, answerer, problems, { work: rendering, signal });
    return replyWith(answerer, text);
  } catch (error) {
    return await respondWithFallback(context, answerer, problems, answerer.stage, locatedError(context, error));
  }
}

function tooLate<C>(
  context: EventContext<C>,
  answerer: Answerer<C>,
  problems: Problem[],
  { work, signal }: { readonly work: Promise<unknown>; readonly signal: RenderSignal },
): Promise<WebhookReply> | WebhookReply {
  const { resolved, deadline } = context;
  const late = (failed: object): void => callHook(context.hooks, 'late', () => ({ ...context.done, ...failed }));
  work.then(
    () => late({}),
    (error) => {
      if (error instanceof HandlerError) late({ error: error.thrown });
      // A document with skipped components is invalid, but that is not a bug in the program.
      else late(signal.hasStopped ? {} : { error });
    },
  );
  // The client has disconnected.
  if (!deadline.isOver) return serverError();
  const error = BxmlError.of(
    'answer.timeout',
    `The handler of ${answerer.name} did not finish within ${resolved.timeout} ms.`,
    {
      hint: 'For slow work, return <Pause> and then <Redirect> at once, and respond to the redirect when the work is done.',
    },
  );
  return respondWithFallback(context, answerer, problems, 'timeout', resolved.site.locate(error));
}

/** Reports the error and returns the document of `onError`, else the fallback, else status 500. */
async function respondWithFallback<C>(
  context: EventContext<C>,
  { responseContext }: Answerer<C>,
  problems: Problem[],
  stage: 'answer' | 'unknown' | 'timeout',
  error: unknown,
): Promise<WebhookReply> {
  const { resolved } = context;
  callHook(context.hooks, 'failed', () => ({ ...context.done, error }));
  const answering = context.report(error, stage);
  const text =
    (await documentOfOnError(context, answering, responseContext, problems)) ??
    resolved.fallback.textFor(responseContext);
  return text === undefined ? serverError() : documentReply(text);
}

async function documentOfOnError<C>(
  context: EventContext<C>,
  answering: Promise<unknown>,
  responseContext: ResponseContext,
  problems: Problem[],
): Promise<string | undefined> {
  const grace = new Deadline(GRACE);
  try {
    const document = await grace.meet(answering);
    if (typeof document !== 'string' && !isElementNode(document)) return undefined;
    const { observer, resolved } = context;
    const getDocument = (): unknown => document;
    const rendered = documentText(
      { source: resolved.onErrorSource, getDocument, responseContext, signal: grace, observer },
      recordWarnings(resolved.checks, problems),
    );
    const text = rendered instanceof Promise ? await grace.meet(rendered) : rendered;
    return typeof text === 'string' ? text : undefined;
  } catch (thrown) {
    // `onError` has already been called for this event, and might fail again.
    context.reportOutsideOnError(
      thrown instanceof HandlerError ? thrown.thrown : context.resolved.site.locateElement(thrown),
    );
    return undefined;
  } finally {
    grace.clear();
  }
}

const serverError = (): WebhookReply =>
  problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' });
