import { attributeSearch } from '../components/attribute-search.js';
import { isPromiseLike } from '../components/component.js';
import type { AbortSignalLike } from '../components/resolve.js';
import type { EventDefinition } from '../events/define-event.js';
import { type BxmlElement, ElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { CallSite } from '../problems/caller.js';
import type { Problem } from '../problems/problem.js';
import { render, renderOrNull } from '../render/render.js';
import type { RuleLevel } from '../render/render-options.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { type AnswerOwner, treeOf } from './handler-answer.js';
import type { AnyHandler } from './handler-map.js';
import type { WebhookObserver } from './observer.js';
import type { WebhookReply } from './request.js';

/** How returned documents are validated. The same for all events. */
export interface DocumentRules {
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  readonly strict?: boolean | undefined;
  readonly onWarning?: ((problem: Problem) => void) | undefined;
}

/** The parts of a render that stay the same for every call of one function. Created once per function. */
export class AnswerSource implements AnswerOwner {
  readonly who: string;
  readonly mayBeEmpty: boolean;
  readonly site: CallSite;
  /** The function as a component, so that it can use contexts and its name appears in the path of a problem. */
  readonly component: (props: { readonly run: AnswerRun }) => unknown;

  /**
   * @param name the function's name in the path of a problem
   */
  constructor(name: string, { who, mayBeEmpty, site }: AnswerOwner) {
    this.who = who;
    this.mayBeEmpty = mayBeEmpty;
    this.site = site;
    this.component = Object.assign(({ run }: { readonly run: AnswerRun }): unknown => run.tree(), {
      displayName: name,
    });
  }
}

/** A function that returns documents for events, with the data that every call needs. Created once per function. */
export interface Answerer<C> {
  /** Returns a document, `null` for none, or a promise of either. */
  readonly getDocument: (event: object, context: C) => unknown;
  /** The event's name in messages: `initiate`. */
  readonly name: string;
  readonly source: AnswerSource;
  readonly responseContext: ResponseContext;
  /** The reply without a document; undefined if the event requires one. */
  readonly emptyReply: WebhookReply | undefined;
  readonly stage: 'answer' | 'unknown';
}

/** Returns the answerer for the handler of an event. */
export function answererOf<C>(definition: EventDefinition, handler: AnyHandler<C>, site: CallSite): Answerer<C> {
  const { name, responseContext = 'call', emptyAnswer } = definition;
  const who = `The handler of ${name}`;
  return {
    getDocument: handler,
    name,
    source: new AnswerSource(handler.name || name, { who, mayBeEmpty: emptyAnswer !== undefined, site }),
    responseContext,
    emptyReply: emptyAnswer === undefined ? undefined : { status: emptyAnswer, headers: {}, body: '' },
    stage: 'answer',
  };
}

/** One call of such a function. */
interface AnswerRequest {
  readonly source: AnswerSource;
  /** Returns an element, BXML as a string, null, or a promise of one of these. */
  readonly getDocument: () => unknown;
  readonly responseContext: ResponseContext;
  readonly signal: AbortSignalLike;
  /** Called with the document if the request is observed. */
  readonly observer: WebhookObserver | undefined;
}

/** Wraps an error that the function threw, as opposed to an error about its document. */
export class HandlerError {
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    this.thrown = thrown;
  }
}

/** One call of the function, inside a render. */
class AnswerRun {
  failed: HandlerError | undefined;
  readonly #request: AnswerRequest;

  constructor(request: AnswerRequest) {
    this.#request = request;
  }

  /** Returns the tree to render, or a promise of it. */
  tree(): unknown {
    const { getDocument, source } = this.#request;
    try {
      const answer = getDocument();
      if (!isPromiseLike(answer)) {
        const tree = treeOf(answer, source);
        return isPromiseLike(tree) ? this.#settle(tree) : tree;
      }
      return this.#settle(Promise.resolve(answer).then((document) => treeOf(document, source)));
    } catch (thrown) {
      return this.#fail(thrown);
    }
  }

  /** Returns the error to throw for an error of the render. */
  errorOf(thrown: unknown): unknown {
    return this.failed ?? thrown;
  }

  #settle(tree: PromiseLike<unknown>): Promise<unknown> {
    return Promise.resolve(tree).catch((thrown) => this.#fail(thrown));
  }

  #fail(thrown: unknown): never {
    this.failed = new HandlerError(thrown);
    throw thrown;
  }
}

/**
 * Calls the function and returns its document as validated BXML; `null` if the function returned `null`. Returns a
 * promise only if it has to wait.
 *
 * @throws HandlerError if the function threw or its string is not BXML; BxmlError if the document is invalid.
 */
export function documentText(request: AnswerRequest, checks: DocumentRules): string | null | Promise<string | null> {
  const { source, responseContext: context, signal, observer } = request;
  const run = new AnswerRun(request);
  const { rules, strict, onWarning } = checks;
  const onTree = observer && ((tree: unknown) => observer.rendered(attributeSearch(tree)));
  try {
    const text = renderOrNull(
      new ElementNode(source.component, { run }),
      { context, rules, strict, onWarning, signal },
      onTree,
    );
    if (!(text instanceof Promise)) return text;
    return text.catch((thrown) => {
      throw run.errorOf(thrown);
    });
  } catch (thrown) {
    throw run.errorOf(thrown);
  }
}

const XML_HEADERS = { 'content-type': 'application/xml; charset=utf-8' } as const;

/** Returns the reply for a document. */
export function documentReply(text: string): WebhookReply {
  return { status: 200, headers: XML_HEADERS, body: text };
}

/** The option `fallback`, rendered for each response context when the middleware is created. */
export class Fallback {
  readonly #texts = new Map<ResponseContext, string>();

  /**
   * @throws BxmlError (`options.fallback`) if it is not a valid document for a call
   */
  constructor(document: BxmlElement | undefined, { rules, strict }: DocumentRules) {
    if (document === undefined) return;
    const checks = { rules, strict };
    try {
      this.#texts.set('call', render(document, { ...checks, context: 'call' }));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it cannot be rendered';
      throw BxmlError.of('options.fallback', `fallback is not a valid document for a call: ${why}`, { cause });
    }
    for (const context of ['conference', 'transferAnswer'] as const) {
      try {
        this.#texts.set(context, render(document, { ...checks, context }));
      } catch (error) {
        if (!(error instanceof BxmlError)) throw error;
      }
    }
  }

  /** Returns the BXML for a response context; undefined if the document is not valid there. */
  textFor(context: ResponseContext): string | undefined {
    return this.#texts.get(context);
  }
}
