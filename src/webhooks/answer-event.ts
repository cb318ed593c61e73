import { isElementNode } from '../../jsx-runtime/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import type { ResponseContext } from '../verbs/verb-definition.js';
import { Deadline, LATE } from './deadline.js';
import { type DocumentRules, documentReply, documentText, GiverFailed } from './document-answer.js';
import type { Exchange } from './exchange.js';
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
  readonly stage: 'answer' | 'unknown';
}

/** Milliseconds that `onError` has to give a document. */
const GRACE = 1000;

/** The answer to an event for which a document is wanted: of its handler, else what there is for need. */
export async function answerEvent<C>(exchange: Exchange<C>, answerer: Answerer): Promise<WebhookReply> {
  const { settings } = exchange;
  const { hooks } = settings.options;
  const problems: Problem[] = [];
  const checks = hooks?.answered === undefined ? settings.checks : noting(settings.checks, problems);
  const reply = await repliedInTime(exchange, answerer, checks);
  tell(hooks, 'answered', () => {
    const isDocument = reply.headers['content-type']?.startsWith('application/xml') === true;
    return { ...exchange.done, status: reply.status, bxml: isDocument ? reply.body : undefined, problems };
  });
  if (exchange.duration > settings.timeout / 2) tell(hooks, 'slow', () => exchange.done);
  return reply;
}

/** The same checks, which write down the warnings too. */
function noting(checks: DocumentRules, problems: Problem[]): DocumentRules {
  const { onWarning } = checks;
  return {
    ...checks,
    onWarning(problem) {
      problems.push(problem);
      try {
        const result: unknown = onWarning?.(problem);
        if (result instanceof Promise) result.catch(() => undefined);
      } catch {
        // An answer must not depend on what is written about it.
      }
    },
  };
}

async function repliedInTime<C>(
  exchange: Exchange<C>,
  answerer: Answerer,
  checks: DocumentRules,
): Promise<WebhookReply> {
  const { give, name, component, context, stage } = answerer;
  try {
    const given = documentText({ give, name: component, context, signal: exchange.deadline }, checks);
    const text = given instanceof Promise ? await waitedFor(exchange, given) : given;
    if (text instanceof Late) return await tooLate(exchange, answerer, checks, text.work);
    if (text !== null) return documentReply(text);
    const empty = answerer.empty();
    if (empty !== undefined) return empty;
    throw BxmlError.of('answer.empty', `The handler of ${name} returned null; the event needs a document.`, {
      hint: 'Answer <Response /> to end the call.',
    });
  } catch (error) {
    return inNeed(exchange, answerer, checks, stage, error instanceof GiverFailed ? error.thrown : error);
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
  surroundings.whenGone?.(() => deadline.abandon());
  const text = await deadline.meet(work);
  return text === LATE ? new Late(work) : text;
}

function tooLate<C>(
  exchange: Exchange<C>,
  answerer: Answerer,
  checks: DocumentRules,
  work: Promise<unknown>,
): Promise<WebhookReply> | WebhookReply {
  const { settings, deadline } = exchange;
  const late = (failed: object): void => tell(settings.options.hooks, 'late', () => ({ ...exchange.done, ...failed }));
  work.then(
    () => late({}),
    (error) => late({ error: error instanceof GiverFailed ? error.thrown : error }),
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
  return inNeed(exchange, answerer, checks, 'timeout', error);
}

/** The answer where there is none as intended: of `onError`, else the fallback, else 500. */
async function inNeed<C>(
  exchange: Exchange<C>,
  { context }: Answerer,
  checks: DocumentRules,
  stage: 'answer' | 'unknown' | 'timeout',
  error: unknown,
): Promise<WebhookReply> {
  const { settings } = exchange;
  tell(settings.options.hooks, 'failed', () => ({ ...exchange.done, error }));
  const given = exchange.report(error, stage);
  const text = (await documentOfOnError(given, context, checks)) ?? settings.fallback.textFor(context);
  return text === undefined ? failure() : documentReply(text);
}

async function documentOfOnError(
  given: Promise<unknown>,
  context: ResponseContext,
  checks: DocumentRules,
): Promise<string | undefined> {
  const grace = new Deadline(GRACE);
  try {
    const document = await grace.meet(given);
    if (typeof document !== 'string' && !isElementNode(document)) return undefined;
    const give = (): unknown => document;
    const rendered = documentText({ give, name: 'onError', context, signal: grace }, checks);
    const text = rendered instanceof Promise ? await grace.meet(rendered) : rendered;
    return typeof text === 'string' ? text : undefined;
  } catch {
    // The error that is to be told is told already.
    return undefined;
  } finally {
    grace.clear();
  }
}

const failure = (): WebhookReply =>
  problemReply({ status: 500, code: 'answer.failed', detail: 'The event could not be answered.' });
