// Both renderers at the same tree.
import { BxmlError, type Problem, type RenderOptions, render, validate } from 'bxml-jsx';
import * as assert from 'uvu/assert';
import { renderPlainly } from './plain-renderer.js';

/** Whether `render` throws. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** What `render` gives: the text, or what is wrong. */
export function outcomeOf(node: unknown, options: RenderOptions): string | readonly Problem[] {
  try {
    return render(node, options);
  } catch (error) {
    assert.instance(error, BxmlError);
    return (error as BxmlError).problems;
  }
}

/** Holds both against each other: the problems, and the bytes where there is no error. */
export function agree(node: unknown, options: RenderOptions = {}): void {
  const plain = renderPlainly(node, options);
  assert.equal(validate(node, options), plain.problems);
  if (hasErrors(plain.problems)) return;
  assert.is(outcomeOf(node, options), plain.text);
}

/** The same with every rule off that the tree breaks, so that what is wrong is written too. */
export function agreeOnAll(node: unknown, options: RenderOptions): void {
  agree(node, options);
  const broken = validate(node, { ...options, rules: {} });
  agree(node, { ...options, rules: Object.fromEntries(broken.map(({ code }) => [code, 'off'])) });
}
