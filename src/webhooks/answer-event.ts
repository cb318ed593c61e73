import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import type { AbortSignalLike } from '../render/render-options.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { Deadline, LATE } from './deadline.js';
import { type Exchange, GRACE } from './event-context.js';
import { tell } from './hooks.js';
import { type Answerer, type DocumentRules, documentReply, documentText, HandlerError } from './render-answer.js';
import type { WebhookReply } from './request.js';
import { problemReply } from './request.js';

/**
 * The deadline as the render sees it: once the time is over no component begins, but the render does not end before
 * those that have begun, so that they count as running until they are done.
 */
class Unannounced implements AbortSignalLike {
  /** Whether the render has asked since the time was over, and left something out. */
  wasHeeded = false;
  readonly #deadline: Deadline;

  constructor(deadline: Deadline) {
    this.#deadline = deadline;
  }

  get aborted(): boolean {
    this.wasHeeded ||= this.#deadline.aborted;
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
  exchange: Exchange<C>,
  event: object,
  answerer: Answerer<C>,
  isDeclined?: () => boolean,
): WebhookReply | Promise<WebhookReply> {
  const { deadline, request } = exchange;
  if (request.isGone) deadline.abandon();
  const problems: Problem[] = [];
  const finish = (reply: WebhookReply): WebhookReply => {
    const hasLeft = deadline.aborted && !deadline.isOver;
    if (hasLeft || isDeclined?.() === true) return reply;
    const isDocument = reply.headers['content-type']?.startsWith('application/xml') === true;
    exchange.tellAnswered(reply.status, isDocument ? reply.body : undefined, [...problems]);
    return reply;
  };
  const reply = replyInTime(exchange, event, answerer, problems);
  return reply instanceof Promise ? reply.then(finish) : finish(reply);
}

/** The same checks, which write down the warnings too. */
function noting(checks: DocumentRules, problems: Problem[], isInVain: () => boolean = () => false): DocumentRules {
  return {
    ...checks,
    onWarning(problem) {
      if (isInVain()) return;
      problems.push(problem);
      checks.onWarning?.(problem);
    },
  };
}

function replyInTime<C>(
  exchange: Exchange<C>,
  event: object,
  answerer: Answerer<C>,
  problems: Problem[],
): WebhookReply | Promise<WebhookReply> {
  const { deadline, observer } = exchange;
  // There is no client to answer, so nothing is begun.
  if (deadline.aborted && !deadline.isOver) return failure();
  const { checks: given, options } = exchange.settings;
  const isWatched = observer !== undefined || options.hooks?.answered !== undefined || given.onWarning !== undefined;
  // The warnings of a document that comes too late are ignored.
  const checks = isWatched ? noting(given, problems, () => deadline.aborted) : given;
  const signal = new Unannounced(deadline);
  const { source, context } = answerer;
  const getDocument = (): unknown => answerer.getDocument(event, exchange.context);
  try {
    const text = documentText({ source, getDocument, context, signal, observer }, checks);
    if (!(text instanceof Promise)) return replyWith(answerer, text);
    return awaitedReply(exchange, answerer, problems, text, signal);
  } catch (error) {
    return inNeed(exchange, answerer, problems, answerer.stage, locatedError(exchange, error));
  }
}

/** Returns what the handler threw, or what is wrong with its document. */
function locatedError<C>({ settings }: Exchange<C>, error: unknown): unknown {
  return error instanceof HandlerError ? error.thrown : settings.site.locateElement(error);
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
  exchange: Exchange<C>,
  answerer: Answerer<C>,
  problems: Problem[],
  rendering: Promise<string | null>,
  signal: Unannounced,
): Promise<WebhookReply> {
  const { settings, request, deadline } = exchange;
  try {
    settings.work.count(rendering);
    request.whenGone(() => deadline.abandon());
    const text = await deadline.meet(rendering);
    if (text === LATE) return await tooLate(exchange, answerer, problems, { work: rendering, signal });
    return replyWith(answerer, text);
  } catch (error) {
    return await inNeed(exchange, answerer, problems, answerer.stage, locatedError(exchange, error));
  }
}

function tooLate<C>(
  exchange: Exchange<C>,
  answerer: Answerer<C>,
  problems: Problem[],
  { work, signal }: { readonly work: Promise<unknown>; readonly signal: Unannounced },
): Promise<WebhookReply> | WebhookReply {
  const { settings, deadline } = exchange;
  const late = (failed: object): void => tell(settings.options.hooks, 'late', () => ({ ...exchange.done, ...failed }));
  work.then(
    () => late({}),
    (error) => {
      if (error instanceof HandlerError) late({ error: error.thrown });
      // A document whose components were not run is no valid one, and that is nobody's fault.
      else late(signal.wasHeeded ? {} : { error });
    },
  );
  // Nobody is there to be answered.
  if (!deadline.isOver) return failure();
  const error = BxmlError.of(
    'answer.timeout',
    `The answer to ${answerer.name} was not ready in ${settings.timeout} ms.`,
    {
      hint: 'Answer at once, and let the call wait for what takes long: <Pause>, then <Redirect>.',
    },
  );
  return inNeed(exchange, answerer, problems, 'timeout', settings.site.locate(error));
}

/** The answer where there is none as intended: of `onError`, else the fallback, else 500. */
async function inNeed<C>(
  exchange: Exchange<C>,
  { context }: Answerer<C>,
  problems: Problem[],
  stage: 'answer' | 'unknown' | 'timeout',
  error: unknown,
): Promise<WebhookReply> {
  const { settings } = exchange;
  tell(settings.options.hooks, 'failed', () => ({ ...exchange.done, error }));
  const given = exchange.report(error, stage);
  const text = (await documentOfOnError(exchange, given, context, problems)) ?? settings.fallback.textFor(context);
  return text === undefined ? failure() : documentReply(text);
}

async function documentOfOnError<C>(
  exchange: Exchange<C>,
  given: Promise<unknown>,
  context: ResponseContext,
  problems: Problem[],
): Promise<string | undefined> {
  const grace = new Deadline(GRACE);
  try {
    const document = await grace.meet(given);
    if (typeof document !== 'string' && !isElementNode(document)) return undefined;
    const { observer, settings } = exchange;
    const getDocument = (): unknown => document;
    const rendered = documentText(
      { source: settings.onErrorSource, getDocument, context, signal: grace, observer },
      noting(settings.checks, problems),
    );
    const text = rendered instanceof Promise ? await grace.meet(rendered) : rendered;
    return typeof text === 'string' ? text : undefined;
  } catch (thrown) {
    // Not by `onError`: it has been told of this event, and might go on failing.
    exchange.reportPast(thrown instanceof HandlerError ? thrown.thrown : exchange.settings.site.locateElement(thrown));
    return undefined;
  } finally {
    grace.clear();
  }
}

const failure = (): WebhookReply =>
  problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' });
