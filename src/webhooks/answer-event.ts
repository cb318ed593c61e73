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
 * The deadline as the render sees it: once the time is over no component begins, but the render does not end before
 * those that have begun, so that they count as running until they are done.
 */
class RenderSignal implements AbortSignalLike {
  /** True if the render has asked since the time was over, and left something out. */
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
 * Returns the reply to an event that is answered with a document: that of its handler, else of `onError`, else the
 * fallback. A promise only if something has to be waited for.
 *
 * @param isDeclined true if the handler has left the event to the next middleware
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

/** Returns the same checks, which add the warnings to the problems too. */
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
  // There is no client to answer, so nothing is begun.
  if (deadline.aborted && !deadline.isOver) return serverError();
  const { checks: given } = context.resolved;
  const isWatched = observer !== undefined || context.hooks?.answered !== undefined || given.onWarning !== undefined;
  // The warnings of a document that comes too late are ignored.
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

/** Returns what the handler threw, or what is wrong with its document. */
function locatedError<C>({ resolved }: EventContext<C>, error: unknown): unknown {
  return error instanceof HandlerError ? error.thrown : resolved.site.locateElement(error);
}

/** @throws BxmlError (`answer.empty`) if there has to be a document. */
function replyWith<C>({ emptyReply, name }: Answerer<C>, text: string | null): WebhookReply {
  if (text !== null) return documentReply(text);
  if (emptyReply !== undefined) return emptyReply;
  throw BxmlError.of('answer.empty', `The handler of ${name} returned null; the event needs a document.`, {
    hint: 'Answer <Response /> to end the call.',
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
      // A document whose components were not run is not valid, and that is not an error of the program.
      else late(signal.hasStopped ? {} : { error });
    },
  );
  // There is no client to answer.
  if (!deadline.isOver) return serverError();
  const error = BxmlError.of(
    'answer.timeout',
    `The answer to ${answerer.name} was not ready in ${resolved.timeout} ms.`,
    {
      hint: 'Answer at once, and let the call wait for what takes long: <Pause>, then <Redirect>.',
    },
  );
  return respondWithFallback(context, answerer, problems, 'timeout', resolved.site.locate(error));
}

/** Returns the reply if there is none as intended: of `onError`, else the fallback, else 500. */
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
    // Not to `onError`: it has been called for this event, and might go on failing.
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
