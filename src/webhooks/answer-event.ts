import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import type { AbortSignalLike } from '../render/render-options.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { Deadline, LATE } from './deadline.js';
import { type DocumentRules, documentReply, documentText, GiverFailed } from './document-answer.js';
import { type Exchange, GRACE } from './exchange.js';
import { problemReply } from './problem-reply.js';
import { tell } from './webhook-hooks.js';
import type { WebhookReply } from './webhook-request.js';

/** Who answers, and for whom. */
export interface Answerer {
  /** Gives a document, `null` for none, or a promise of either. */
  readonly give: () => unknown;
  /** Its name in messages, such as `initiate`. */
  readonly name: string;
  /** Its name on the path of a problem. */
  readonly component: string;
  readonly context: ResponseContext;
  /** The answer without a document; nothing where there has to be one. */
  readonly empty: () => WebhookReply | undefined;
  /** Whether it turned out that the event is for whoever comes next. */
  readonly isDeclined?: () => boolean;
  readonly stage: 'answer' | 'unknown';
}

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

/** The answer to an event for which a document is wanted: of its handler, else what there is for need. */
export async function answerEvent<C>(exchange: Exchange<C>, answerer: Answerer): Promise<WebhookReply> {
  const { surroundings, deadline } = exchange;
  if (surroundings.isGone()) deadline.abandon();
  const problems: Problem[] = [];
  const reply = await repliedInTime(exchange, answerer, problems);
  const hasLeft = deadline.aborted && !deadline.isOver;
  if (hasLeft || answerer.isDeclined?.() === true) return reply;
  const isDocument = reply.headers['content-type']?.startsWith('application/xml') === true;
  exchange.tellAnswered(reply.status, isDocument ? reply.body : undefined, [...problems]);
  return reply;
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

async function repliedInTime<C>(exchange: Exchange<C>, answerer: Answerer, problems: Problem[]): Promise<WebhookReply> {
  const { give, name, component, context, stage } = answerer;
  const { deadline, observer } = exchange;
  // Nobody is there to be answered, so nothing is begun.
  if (deadline.aborted && !deadline.isOver) return failure();
  const { checks: given, options, site } = exchange.settings;
  const isWatched =
    exchange.observer !== undefined || options.hooks?.answered !== undefined || given.onWarning !== undefined;
  // A document that comes too late is nobody's.
  const checks = isWatched ? noting(given, problems, () => deadline.aborted) : given;
  try {
    const signal = new Unannounced(deadline);
    const owner = { who: `The handler of ${name}`, mayBeEmpty: answerer.empty() !== undefined, site };
    const rendered = documentText({ give, name: component, context, signal, observer, ...owner }, checks);
    const text = rendered instanceof Promise ? await waitedFor(exchange, rendered) : rendered;
    if (text instanceof Late) return await tooLate(exchange, answerer, problems, { work: text.work, signal });
    if (text !== null) return documentReply(text);
    const empty = answerer.empty();
    if (empty !== undefined) return empty;
    throw BxmlError.of('answer.empty', `The handler of ${name} returned null; the event needs a document.`, {
      hint: 'Answer <Response /> to end the call.',
    });
  } catch (error) {
    return inNeed(
      exchange,
      answerer,
      problems,
      stage,
      error instanceof GiverFailed ? error.thrown : site.locateElement(error),
    );
  }
}

/** The work of a handler that was not done in time. */
class Late {
  readonly work: Promise<unknown>;

  constructor(work: Promise<unknown>) {
    this.work = work;
  }
}

/** Waits for an answer as long as somebody waits for it here. */
async function waitedFor<C>(
  { settings, surroundings, deadline }: Exchange<C>,
  work: Promise<string | null>,
): Promise<string | null | Late> {
  settings.work.count(work);
  surroundings.whenGone(() => deadline.abandon());
  const text = await deadline.meet(work);
  return text === LATE ? new Late(work) : text;
}

function tooLate<C>(
  exchange: Exchange<C>,
  answerer: Answerer,
  problems: Problem[],
  { work, signal }: { readonly work: Promise<unknown>; readonly signal: Unannounced },
): Promise<WebhookReply> | WebhookReply {
  const { settings, deadline } = exchange;
  const late = (failed: object): void => tell(settings.options.hooks, 'late', () => ({ ...exchange.done, ...failed }));
  work.then(
    () => late({}),
    (error) => {
      if (error instanceof GiverFailed) late({ error: error.thrown });
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
  { context }: Answerer,
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
    const give = (): unknown => document;
    const { observer } = exchange;
    const checks = noting(exchange.settings.checks, problems);
    const owner = { who: 'onError', mayBeEmpty: true, site: exchange.settings.site };
    const rendered = documentText({ give, name: 'onError', context, signal: grace, observer, ...owner }, checks);
    const text = rendered instanceof Promise ? await grace.meet(rendered) : rendered;
    return typeof text === 'string' ? text : undefined;
  } catch (thrown) {
    // Not by `onError`: it has been told of this event, and might go on failing.
    exchange.reportPast(thrown instanceof GiverFailed ? thrown.thrown : exchange.settings.site.locateElement(thrown));
    return undefined;
  } finally {
    grace.clear();
  }
}

const failure = (): WebhookReply =>
  problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' });
