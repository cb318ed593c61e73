// Compares both renderers on the same tree.
import { BxmlError, type Problem, type RenderOptions, render, validate } from 'bxml-jsx';
import * as assert from 'uvu/assert';
import { renderPlainly } from './plain-renderer.js';

/** True if `render` throws. */
export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** Returns the string that `render` returns, or the problems that it throws. */
export function outcomeOf(node: unknown, options: RenderOptions): string | readonly Problem[] {
  try {
    return render(node, options);
  } catch (error) {
    assert.instance(error, BxmlError);
    return (error as BxmlError).problems;
  }
}

/** Asserts that both renderers find the same problems and, without errors, write the same bytes. */
export function agree(node: unknown, options: RenderOptions = {}): void {
  const plain = renderPlainly(node, options);
  assert.equal(validate(node, options), plain.problems);
  if (hasErrors(plain.problems)) return;
  assert.is(outcomeOf(node, options), plain.text);
}

/** Asserts the same with the broken rules off, so that invalid trees are written too. */
export function agreeOnAll(node: unknown, options: RenderOptions): void {
  agree(node, options);
  const broken = validate(node, { ...options, rules: {} });
  agree(node, { ...options, rules: Object.fromEntries(broken.map(({ code }) => [code, 'off'])) });
}
