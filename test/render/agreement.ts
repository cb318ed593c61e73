// Compares both renderers on the same tree.
import { BxmlError, type Problem, type RenderOptions, render, validate } from 'bxml-jsx';
import * as assert from 'uvu/assert';
import { ComponentRuns } from '../../src/components/component-runs.js';
import { ElementScope } from '../../src/render/element-scope.js';
import { FirstPass } from '../../src/render/first-pass.js';
import { writeDocument } from '../../src/render/first-verbs.js';
import { Report } from '../../src/render/report.js';
import { Walk } from '../../src/render/walk.js';
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

/** Returns what the first pass writes; `undefined` if it stops. */
export const firstPass = (node: unknown, { context = 'call' }: RenderOptions, isQuiet: boolean): string | undefined =>
  writeDocument(new FirstPass(context, isQuiet), node);

/** Returns what the walk writes and finds without the first pass. */
export function walked(node: unknown, { context = 'call', rules }: RenderOptions): { text: string; report: Report } {
  const report = new Report(rules);
  const walk = new Walk(report, context, false, new ComponentRuns());
  walk.children(node, new ElementScope('document', '', undefined, undefined));
  return { text: walk.out, report };
}

/** Asserts that the first pass stops at every problem, and writes what the walk writes if it does not stop. */
function agreeOnPasses(node: unknown, options: RenderOptions): void {
  const { text, report } = walked(node, { ...options, rules: undefined });
  const written = firstPass(node, options, false);
  if (written !== undefined) assert.equal([written, report.problems()], [text, []]);
  const tolerant = firstPass(node, options, true);
  if (tolerant !== undefined) assert.equal([tolerant, report.hasErrors], [text, false]);
}

/** Asserts that both renderers find the same problems and, without errors, write the same bytes. */
export function agree(node: unknown, options: RenderOptions = {}): void {
  agreeOnPasses(node, options);
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
