// What the tables of cases are made of, and how a case is checked.
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

/** A rule, the least document that breaks it and no other, and the nearest document without any problem. */
export interface RuleCase {
  /** The id of the rule. */
  readonly rule: string;
  /** How bad it is to break it. Default: `error`. */
  readonly level?: Severity;
  readonly bad: unknown;
  readonly good: unknown;
  /** Words that the problem must hold, in message or hint. */
  readonly says: readonly [string, ...string[]];
  /** What the bad document answers. Default: `call`. */
  readonly context?: ResponseContext;
  /** What the good one answers. Default: the same. */
  readonly goodContext?: ResponseContext;
  /** Codes of other problems of both documents that cannot be avoided; the case says why. */
  readonly besides?: readonly string[];
  /** Breaking it makes XML that is no XML or text that becomes markup, so no `rules` option reaches it. */
  readonly locked?: true;
}

/** A document of these verbs; untyped, since it may be wrong. */
export function doc(...verbs: readonly unknown[]): BxmlElement {
  return jsx(Response, { children: verbs });
}

/** Both ends of what a rule allows, inclusive, each with the nearest value beyond it. */
export interface Ends {
  readonly least?: number;
  readonly below?: number;
  readonly most?: number;
  readonly above?: number;
}

/** Cases of a rule that bounds a number or a length. */
export function ends(
  { least, below, most, above }: Ends,
  write: (value: number) => unknown,
  { rule, level, says, context }: Pick<RuleCase, 'rule' | 'level' | 'says' | 'context'>,
): RuleCase[] {
  const pairs = [
    [below, least],
    [above, most],
  ] as const;
  return pairs.flatMap(([bad, good]): RuleCase[] => {
    if (bad === undefined || good === undefined) return [];
    const given = { ...(level === undefined ? {} : { level }), ...(context === undefined ? {} : { context }) };
    return [{ rule, says, bad: write(bad), good: write(good), ...given }];
  });
}

/** Checks what follows from breaking the rule, and that the twin breaks none. */
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

/** The `rules` option sets the severity, and whatever it says, what is written is well-formed. */
function checkRulesOption({ rule, bad }: RuleCase, { context, rules }: RenderOptions): void {
  const setTo = (level: RuleLevel): RenderOptions => ({ context, rules: { ...rules, [rule]: level } });
  read(render(bad, { ...setTo('off'), strict: true }));
  assert.is(onlyProblem(bad, setTo('warning')).severity, 'warning');
  assert.is(onlyProblem(bad, setTo('error')).severity, 'error');
}

function checkLocked({ rule, bad }: RuleCase, { context, rules }: RenderOptions): void {
  assert.is(onlyProblem(bad, { context, rules: { ...rules, [rule]: 'off' } }).severity, 'error');
}
