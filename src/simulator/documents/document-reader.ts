import type { BxmlElement, ReadNode } from '../../jsx/element.js';
import { parse } from '../../parse/index.js';
import type { Problem } from '../../problems/problem.js';
import { validate } from '../../render/render.js';
import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import type { Settings } from '../settings/simulator-options.js';
import { type ParsedVerb, parseVerb } from './parsed-verb.js';

/** A well-formed document and its problems. */
interface ReadDocument {
  readonly root: BxmlElement;
  readonly verbs: readonly ParsedVerb[];
  readonly problems: readonly Problem[];
}

/** The maximum total size of the cached documents, in characters. */
const MAX_CACHED = 65_536;

/** Parses and validates the documents of a simulation with its rules and verbs. */
export class DocumentReader {
  readonly #settings: Pick<Settings, 'rules' | 'verbs'>;
  /** The latest documents by context and text, the oldest first. */
  readonly #cache = new Map<string, ReadDocument>();
  #characters = 0;

  constructor(settings: Pick<Settings, 'rules' | 'verbs'>) {
    this.#settings = settings;
  }

  /**
   * Parses a document and validates it for a context.
   *
   * Performance: cached, because the calls of a simulation mostly fetch the same documents, and parsing and validating them
   * takes a third of the time of a call.
   *
   * @throws BxmlError if it is not well-formed
   */
  read(text: string, context: ResponseContext): ReadDocument {
    const key = `${context} ${text}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const document = this.#parse(text, context);
    this.#cache.set(key, document);
    this.#characters += key.length;
    for (const oldest of this.#cache.keys()) {
      if (this.#characters <= MAX_CACHED) break;
      this.#cache.delete(oldest);
      this.#characters -= oldest.length;
    }
    return document;
  }

  #parse(text: string, context: ResponseContext): ReadDocument {
    const { rules, verbs } = this.#settings;
    const root = parse(text, { verbs });
    // The size of the response counts, not the size of the document rendered again.
    const problems = validate(root, { context, rules: { ...rules, 'root.size': 'off' } });
    // The opaque element that `parse` returns is a `ReadNode`.
    const { children } = root as unknown as ReadNode;
    return { root, problems, verbs: children.map(parseVerb).filter((verb) => verb !== undefined) };
  }
}
