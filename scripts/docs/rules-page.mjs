// docs/rules.md: every rule of the library, from the definitions of the elements and the sentences of rule-texts.mjs.
import { contextRuleId } from '../../src/render/compiled-verb.ts';
import { generalRules } from '../../src/render/document-rules.ts';
import { anchor, camelCase, table, toHeading } from './markdown.mjs';
import { exampleOf } from './rule-examples.mjs';
import { ruleRegistry } from './rule-registry.ts';
import { decidedBy, ruleTexts } from './rule-texts.mjs';
import { components, definitions } from './verbs.mjs';

/** The heading of the rules that `validate` does not report. */
const UNDECIDED = 'Rules that rendering does not check';

const contexts = ['conference', 'transferAnswer'];
const contextRules = new Map(
  [...definitions.keys()].flatMap((name) => contexts.map((context) => [ruleOfContext(name, context), name])),
);
const rules = [...ruleRegistry(components).values()].filter(({ id }) => !Object.hasOwn(generalRules, id));
const ownRules = rules.filter(({ id }) => !contextRules.has(id));

assertSame('sentence', ownRules, ruleTexts);
assertSame(
  'entry in decidedBy',
  ownRules.filter(({ checkedBy }) => checkedBy !== 'document'),
  decidedBy,
);

/** Returns the page with an example of each rule. */
export const rulesPage = () => `# Rules

What every element requires, with a document that breaks each rule and the message of \`validate\`: what is wrong, where, and how to fix it. The id of a rule is the \`code\` of its problems. [Error codes](errors.md) lists all of them on one page, with the general ones, such as \`attribute.type\` and \`nesting.child\`.

${contents()}

${sections()
  .map(([title, text]) => `## ${title}\n\n${text}\n`)
  .join('\n')}`;

function sections() {
  return [
    ['Severities', severities()],
    ['The whole document', examplesOf(rulesOf('The whole document'))],
    ...elements().map((name) => [name, examplesOf(rulesOf(name))]),
    ['Verbs by context', contextTable()],
    [UNDECIDED, undecidable()],
  ];
}

/** Returns the elements that have rules which rendering checks. */
function elements() {
  return [...definitions.keys()].filter((name) => rulesOf(name).length > 0).sort();
}

function contents() {
  const names = new Set(elements());
  const titles = sections().map(([title]) => title);
  const others = titles.filter((title) => !names.has(title)).map((title) => `- ${toHeading(title)}`);
  others.splice(2, 0, `- ${[...names].map((name) => toHeading(name)).join(', ')}`);
  return others.join('\n');
}

function severities() {
  return `An **error** makes \`render\` throw: Bandwidth would refuse the document, or the call would fail. A **warning** is about something valid that has no effect, is ignored or is probably a mistake: the document renders, \`onWarning\` is called, and \`render\` throws only with \`strict\`. \`validate\` returns both and does not throw.

The \`rules\` option sets the severity of a rule by its id, for one render or for all responses of a webhook:

\`\`\`tsx
import { Gather, render, Response } from 'bxml-jsx';

render(
  <Response>
    <Gather gatherUrl="/menu" maxDigits={60} />
  </Response>,
  { rules: { 'gather.maxDigits': 'off', 'gather.no-url': 'error', 'speak.voice': 'warning' } },
);
\`\`\`

Rules marked *always* keep the document well-formed and keep text from becoming markup. Their severity cannot be changed.

One mistake is reported as one problem. Other rules of an element ignore an attribute that is invalid by itself. An element's own rule takes precedence over its parent's, which takes precedence over the general codes. A rule that is added in a minor version is a warning until the next major version.`;
}

/** Returns the table of all rules for the page of codes. */
export function ruleTable() {
  // The codes of the root are in the table of all documents.
  const ids = ['The whole document', ...elements()].flatMap(rulesOf).filter((id) => !id.startsWith('root.'));
  const rows = [
    ...ids.map((id) => [`[\`${id}\`](rules.md#${anchor(id)})`, severitiesOf(id), textOf(id)]),
    ...contexts.map((context) => [verbsBannedIn(context), 'error', bannedText[context]]),
    ...undecided().map((id) => [`[\`${id}\`](rules.md#${anchor(UNDECIDED)})`, 'not reported', textOf(id)]),
  ];
  return table(['code', 'severity', 'requirement'], rows);
}

const bannedText = {
  conference: 'The verb is not allowed in the response to a conference event.',
  transferAnswer: 'The verb is not allowed in the response to `transferAnswer`.',
};

/** The codes of the verbs that are errors in a context. */
function verbsBannedIn(context) {
  const names = [...definitions.values()].filter(({ contexts: given = {} }) => given[context] === false);
  return names.map(({ name }) => `\`${ruleOfContext(name, context)}\``).join(', ');
}

function examplesOf(ids) {
  return ids.map((id) => `### ${id}\n\n${textOf(id)} (${severitiesOf(id)})\n\n${exampleOf(id)}`).join('\n\n');
}

/** The ids of the rules of an element or the whole document that rendering checks, errors first. */
function rulesOf(name) {
  const prefixes = name === 'The whole document' ? ['root', 'verb', 'transferAnswer', 'url'] : prefixesOf(name);
  const order = ['error', 'warning'];
  return rulesWithPrefix(...prefixes)
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map(({ id }) => id);
}

/** Returns the severities of a rule: it may be an error in one case and a warning in another. */
function severitiesOf(id) {
  const own = [...definitions.values()].flatMap(({ rules = [] }) => rules.filter((rule) => rule.id === id));
  const levels = new Set([...rules.filter((rule) => rule.id === id), ...own].map(({ level }) => level));
  return [...levels].join(', ');
}

function contextTable() {
  const rows = [...definitions.values()]
    .filter(({ parents = ['Response'] }) => parents.includes('Response'))
    .map(
      (definition) =>
        `| \`<${definition.name}>\` | ${contexts.map((name) => standing(definition, name)).join(' | ')} |`,
    )
    .sort();
  return `With \`context: 'conference'\`, a document is the response to a conference event, or is sent to a conference. With \`context: 'transferAnswer'\`, it is for the called party of a transfer before the legs are connected. Webhooks set the context automatically. A verb that is not allowed breaks the rule shown; \`transferAnswer.unlisted\` is a warning, the others are errors.

| verb | \`conference\` | \`transferAnswer\` |
|---|---|---|
${rows.join('\n')}`;
}

function standing({ name, contexts: given = {} }, context) {
  if (given[context] === undefined) return 'allowed';
  return `\`${given[context] === false ? ruleOfContext(name, context) : `${context}.unlisted`}\``;
}

function undecidable() {
  const rows = undecided().map((id) => `| \`${id}\` | ${textOf(id)} | ${decidedBy[id]} |`);
  return `These are never reported when rendering, because the document alone does not decide them.

| rule | what it requires | what decides it |
|---|---|---|
${rows.join('\n')}`;
}

function undecided() {
  return ownRules.filter(({ checkedBy }) => checkedBy !== 'document').map(({ id }) => id);
}

function rulesWithPrefix(...prefixes) {
  return ownRules.filter(({ id, checkedBy }) => checkedBy === 'document' && prefixes.includes(id.split('.')[0]));
}

function prefixesOf(name) {
  return name === 'SpeakSentence' ? ['speak', 'ssml'] : [camelCase(name)];
}

/** Returns the sentence of a rule, with the limits from the definitions of attributes. */
function textOf(id) {
  return ruleTexts[id].replace(/\{(\w+)\.(\w+)\}/g, (_, element, attribute) => {
    const { type, values, min, max, unit } = definitions.get(element)?.attributes[attribute] ?? {};
    if (type === 'enum') return values.map((value) => `\`${value}\``).join(' or ');
    const range = min === undefined ? `at most ${max}` : `${min} to ${max}`;
    if (max === undefined) throw new Error(`${element}.${attribute} in the sentence of ${id} has no limits.`);
    return unit === undefined ? range : `${range} ${unit}`;
  });
}

function ruleOfContext(name, context) {
  return contextRuleId(camelCase(name), context);
}

/** Throws if a rule has no text, or a text has no rule. */
function assertSame(what, expected, texts) {
  const ids = new Set(expected.map(({ id }) => id));
  const missing = [...ids].filter((id) => !Object.hasOwn(texts, id));
  const surplus = Object.keys(texts).filter((id) => !ids.has(id));
  if (missing.length === 0 && surplus.length === 0) return;
  throw new Error(
    `scripts/docs/rule-texts.mjs: no ${what} for [${missing.join(', ')}]; no rule for [${surplus.join(', ')}].`,
  );
}
