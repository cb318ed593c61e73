import { type BxmlElement, ElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { Problem } from '../problems/problem.js';
import { attributeSearch } from '../render/attribute-search.js';
import { isPromiseLike } from '../render/component.js';
import { render, renderOrNull } from '../render/render.js';
import type { AbortSignalLike, RenderOptions, RuleLevel } from '../render/render-options.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { type AnswerOwner, treeOf } from './handler-answer.js';
import type { WebhookObserver } from './observer.js';
import type { WebhookReply } from './webhook-request.js';

/** How answers are checked, the same for all events. */
export interface DocumentRules {
  readonly rules?: Readonly<Record<string, RuleLevel>> | undefined;
  readonly strict?: boolean | undefined;
  readonly onWarning?: ((problem: Problem) => void) | undefined;
}

/** Where an answer comes from, and what it is for. */
export interface AnswerSource extends AnswerOwner {
  /** Gives an element, BXML as text, or null; or a promise of it. */
  readonly give: () => unknown;
  /** Its name on the path of a problem. */
  readonly name: string;
  readonly context: ResponseContext;
  readonly signal?: AbortSignalLike | undefined;
  /** Sees the document, if there is one. */
  readonly observer?: WebhookObserver | undefined;
}

/** What the giver itself threw, to be told apart from what is wrong with the document. */
export class GiverFailed {
  readonly thrown: unknown;

  constructor(thrown: unknown) {
    this.thrown = thrown;
  }
}

/**
 * The text of an answer, checked for where it will be read; `null` where the giver gave `null`. A promise only where
 * something has to be waited for.
 *
 * @throws GiverFailed with what the giver threw or what is wrong with its text; BxmlError for what is wrong with the
 * document.
 */
export function documentText(source: AnswerSource, checks: DocumentRules): string | null | Promise<string | null> {
  let failed: GiverFailed | undefined;
  const fail = (thrown: unknown): never => {
    failed = new GiverFailed(thrown);
    throw thrown;
  };
  // As a component the giver runs inside the render: it may use contexts, and its name is on the path of a problem.
  const Giver = (): unknown => {
    try {
      const given = source.give();
      if (isPromiseLike(given))
        return Promise.resolve(given)
          .then((answer) => treeOf(answer, source))
          .catch(fail);
      const tree = treeOf(given, source);
      return isPromiseLike(tree) ? Promise.resolve(tree).catch(fail) : tree;
    } catch (thrown) {
      return fail(thrown);
    }
  };
  Giver.displayName = source.name;
  const { rules, strict, onWarning } = checks;
  const options: RenderOptions = { context: source.context, rules, strict, onWarning, signal: source.signal };
  const { observer } = source;
  const onTree = observer && ((tree: unknown) => observer.rendered(attributeSearch(tree)));
  const rethrow = (error: unknown): never => {
    throw failed ?? error;
  };
  try {
    const text = renderOrNull(new ElementNode(Giver, {}), options, onTree);
    return text instanceof Promise ? text.catch(rethrow) : text;
  } catch (error) {
    return rethrow(error);
  }
}

/** A document as the answer. */
export function documentReply(text: string): WebhookReply {
  return { status: 200, headers: { 'content-type': 'application/xml; charset=utf-8' }, body: text };
}

/** The documents that answer in need, made and checked before there is any need. */
export class Fallback {
  readonly #texts = new Map<ResponseContext, string>();

  /**
   * @throws BxmlError (`options.fallback`) where it is no valid document for a call.
   */
  constructor(document: BxmlElement | undefined, { rules, strict }: DocumentRules) {
    if (document === undefined) return;
    const checks = { rules, strict };
    try {
      this.#texts.set('call', render(document, { ...checks, context: 'call' }));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it cannot be rendered';
      throw BxmlError.of('options.fallback', `The fallback is no valid document for a call: ${why}`, { cause });
    }
    for (const context of ['conference', 'transferAnswer'] as const) {
      try {
        this.#texts.set(context, render(document, { ...checks, context }));
      } catch (error) {
        if (!(error instanceof BxmlError)) throw error;
      }
    }
  }

  /** The text for where it will be read, if there is a valid one. */
  textFor(context: ResponseContext): string | undefined {
    return this.#texts.get(context);
  }
}
