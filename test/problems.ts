import { BxmlError, type Problem, type RenderOptions, validate } from 'bxml-jsx';
import * as assert from 'uvu/assert';

/** Returns the codes of a document's problems, in document order. */
export function codesOf(node: unknown, options?: RenderOptions): string[] {
  return validate(node, options).map(({ code }) => code);
}

/** Returns the only problem of a document. */
export function onlyProblem(node: unknown, options?: RenderOptions): Problem {
  const problems = validate(node, options);
  assert.is(problems.length, 1, `expected one problem, found ${JSON.stringify(problems)}`);
  return problems[0] as Problem;
}

/** Returns the BxmlError that a function throws. */
export function thrownBy(act: () => unknown): BxmlError {
  try {
    act();
  } catch (error) {
    assert.instance(error, BxmlError);
    return error as BxmlError;
  }
  throw new Error('nothing was thrown');
}
