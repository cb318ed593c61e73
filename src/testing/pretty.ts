import type { BxmlElement } from '../jsx/element.js';
import { type ParseOptions, parse } from '../parse/index.js';
import { CallSite, fromCaller } from '../problems/caller.js';
import { render, renderAsync } from '../render/render.js';
import type { RenderOptions } from '../render/render-options.js';

/** Options of {@link pretty} and {@link prettyAsync}: those of a render, and of reading text. */
export interface PrettyOptions extends RenderOptions, ParseOptions {
  /** Always so. */
  readonly pretty?: true | undefined;
  /**
   * Warnings make it throw too, so that a snapshot holds nothing that Bandwidth would take amiss.
   * @default true
   */
  readonly strict?: boolean | undefined;
}

/**
 * A document laid out for a snapshot: a line and an indent an element. It is checked against every rule, and has to be
 * free of warnings too, unless `strict` is false.
 *
 * A document that comes as text is read first. However it was written, what means the same looks the same; only the
 * order of attributes is kept, as is the white space of texts. Handlers and components that are asynchronous want
 * {@link prettyAsync}.
 *
 * @param document an element, or the text of a document.
 * @throws BxmlError with all problems of the document, warnings included; (`root.well-formed`) when the text is not
 * well-formed; with a code `options.*` when an option is of a wrong kind.
 * @example
 * assert.snapshot(
 *   pretty(<Closed until="Monday" />),
 *   `<?xml version="1.0" encoding="UTF-8"?>
 * <Response>
 *   <SpeakSentence>We are closed until Monday.</SpeakSentence>
 * </Response>`,
 * );
 */
export function pretty(document: BxmlElement | string, options: PrettyOptions = {}): string {
  return fromCaller(pretty, () => render(treeOf(document, options), laidOut(options)));
}

/**
 * Like {@link pretty}, for what asynchronous handlers give, and for trees with asynchronous components.
 *
 * @param document an element, the text of a document, or a promise of one of them.
 * @throws BxmlError like {@link pretty}; with the code `render.aborted` when `signal` aborts first. Whatever rejects the
 * promise.
 * @example
 * assert.match(await prettyAsync(handlers.initiate(events.initiate())), 'Welcome');
 */
export async function prettyAsync(
  document: BxmlElement | string | PromiseLike<BxmlElement | string>,
  options: PrettyOptions = {},
): Promise<string> {
  const site = new CallSite(prettyAsync);
  const given = await document;
  try {
    return await renderAsync(treeOf(given, options), laidOut(options));
  } catch (error) {
    throw site.locate(error);
  }
}

const treeOf = (document: BxmlElement | string, options: PrettyOptions): BxmlElement =>
  typeof document === 'string' ? parse(document, options) : document;

/** The options of the render. What is no object stays as it is, and is refused there. */
function laidOut(options: PrettyOptions): RenderOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  const { strict = true, verbs: _, ...others } = options;
  return { ...others, strict, pretty: true };
}
