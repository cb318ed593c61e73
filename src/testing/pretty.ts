import type { BxmlElement } from '../jsx/element.js';
import { type ParseOptions, parse } from '../parse/index.js';
import { CallSite, fromCaller } from '../problems/caller.js';
import { render, renderAsync } from '../render/render.js';
import type { RenderOptions } from '../render/render-options.js';

/** Options of {@link pretty} and {@link prettyAsync}: those of `render` and of `parse`. */
export interface PrettyOptions extends RenderOptions, ParseOptions {
  /** Always true. */
  readonly pretty?: true | undefined;
  /**
   * Throws for warnings too, so that a snapshot contains nothing that Bandwidth may reject.
   * @default true
   */
  readonly strict?: boolean | undefined;
}

/**
 * Returns a validated document formatted for a snapshot, with each element on its own indented line. Throws for
 * warnings too, unless `strict` is false.
 *
 * A string is parsed first. Equivalent documents are formatted alike, except that the order of attributes and the white
 * space in text are preserved. Use {@link prettyAsync} for asynchronous handlers and components.
 *
 * @param document an element or a string of BXML
 * @throws BxmlError with all problems of the document, including warnings; (`root.well-formed`) if the string is not
 * well-formed; (`options.*`) if an option is invalid.
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
  return fromCaller(pretty, () => render(treeOf(document, options), renderOptions(options)));
}

/**
 * Like {@link pretty}, for the results of asynchronous handlers and for trees with asynchronous components.
 *
 * @param document an element, a string of BXML, or a promise of either
 * @throws BxmlError like {@link pretty}; (`render.aborted`) if `signal` aborts first. Rejects with the promise's own
 * error if it rejects.
 * @example
 * assert.match(await prettyAsync(handlers.initiate(events.initiate())), 'Welcome');
 */
export async function prettyAsync(
  document: BxmlElement | string | PromiseLike<BxmlElement | string>,
  options: PrettyOptions = {},
): Promise<string> {
  const site = new CallSite(prettyAsync);
  const resolved = await document;
  try {
    return await renderAsync(treeOf(resolved, options), renderOptions(options));
  } catch (error) {
    throw site.locate(error);
  }
}

const treeOf = (document: BxmlElement | string, options: PrettyOptions): BxmlElement =>
  typeof document === 'string' ? parse(document, options) : document;

/** Returns the options for the render. Returns anything but an object unchanged, so that the render rejects it. */
function renderOptions(options: PrettyOptions): RenderOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  const { strict = true, verbs: _, ...others } = options;
  return { ...others, strict, pretty: true };
}
