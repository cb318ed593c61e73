// The format of case tables, and the check of a case.
import {
  type BxmlElement,
  type Problem,
  type RenderOptions,
  Response,
  type ResponseContext,
  type RuleLevel,
  render,
  type Severity,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';
import { read } from '../xml.js';

/** A rule, the smallest document that breaks only this rule, and the most similar document without problems. */
export interface RuleCase {
  /** The id of the rule. */
  readonly rule: string;
  /** The severity. Default: `error`. */
  readonly level?: Severity;
  readonly bad: unknown;
  readonly good: unknown;
  /** Strings that the message or the hint must contain. */
  readonly says: readonly [string, ...string[]];
  /** The context of the bad document. Default: `call`. */
  readonly context?: ResponseContext;
  /** The context of the good document. Default: the same. */
  readonly goodContext?: ResponseContext;
  /** Codes of other problems that both documents cannot avoid; a comment of the case says why. */
  readonly besides?: readonly string[];
  /** True if the `rules` option cannot change the severity, because the output would not be well-formed XML. */
  readonly locked?: true;
}

/** Returns a document of these verbs. Untyped, because it may be invalid. */
export function doc(...verbs: readonly unknown[]): BxmlElement {
  return jsx(Response, { children: verbs });
}

/** The inclusive limits of a rule, each with the nearest value beyond it. */
export interface Limits {
  readonly min?: number;
  readonly below?: number;
  readonly max?: number;
  readonly above?: number;
}

/** Returns the cases of a rule that limits a number or a length. */
export function limitCases(
  { min, below, max, above }: Limits,
  write: (value: number) => unknown,
  { rule, level, says, context }: Pick<RuleCase, 'rule' | 'level' | 'says' | 'context'>,
): RuleCase[] {
  const pairs = [
    [below, min],
    [above, max],
  ] as const;
  return pairs.flatMap(([bad, good]): RuleCase[] => {
    if (bad === undefined || good === undefined) return [];
    const given = { ...(level === undefined ? {} : { level }), ...(context === undefined ? {} : { context }) };
    return [{ rule, says, bad: write(bad), good: write(good), ...given }];
  });
}

/** Asserts the problem of the bad document, and that the good one has none. */
export function checkCase(ruleCase: RuleCase): void {
  const { bad, good, context, goodContext = context, besides = [], locked = false } = ruleCase;
  const rules = Object.fromEntries(besides.map((code) => [code, 'off' as const]));
  checkProblem(ruleCase, { context, rules });
  if (locked) checkLocked(ruleCase, { context, rules });
  else checkRulesOption(ruleCase, { context, rules });
  const options = { context: goodContext, rules };
  assert.equal(validate(good, options), []);
  read(render(good, options));
  if (besides.length > 0) assert.equal(new Set(codesOf(bad, { context })), new Set([ruleCase.rule, ...besides]));
}

function checkProblem({ rule, level = 'error', bad, says }: RuleCase, options: RenderOptions): void {
  const problem = onlyProblem(bad, options);
  assert.is(problem.code, rule, problem.message);
  assert.is(problem.severity, level);
  checkWords(problem, says);
  assert.is(thrownBy(() => render(bad, { ...options, strict: true })).code, rule);
  if (level === 'error') {
    assert.is(thrownBy(() => render(bad, options)).code, rule);
    return;
  }
  const told: string[] = [];
  read(render(bad, { ...options, onWarning: ({ code }) => told.push(code) }));
  assert.equal(told, [rule]);
}

function checkWords({ message, hint = '' }: Problem, says: readonly string[]): void {
  const told = `${message} ${hint}`;
  for (const word of says) assert.ok(told.includes(word), `${JSON.stringify(told)} does not say ${word}`);
  assert.match(message, /\.$/);
  assert.match(hint, /[.?]$|^$/);
}

/** Asserts that the `rules` option sets the severity, and that the output is well-formed with any severity. */
function checkRulesOption({ rule, bad }: RuleCase, { context, rules }: RenderOptions): void {
  const setTo = (level: RuleLevel): RenderOptions => ({ context, rules: { ...rules, [rule]: level } });
  read(render(bad, { ...setTo('off'), strict: true }));
  assert.is(onlyProblem(bad, setTo('warning')).severity, 'warning');
  assert.is(onlyProblem(bad, setTo('error')).severity, 'error');
}

function checkLocked({ rule, bad }: RuleCase, { context, rules }: RenderOptions): void {
  assert.is(onlyProblem(bad, { context, rules: { ...rules, [rule]: 'off' } }).severity, 'error');
}
