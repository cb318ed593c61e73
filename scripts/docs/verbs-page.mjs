// docs/reference/verbs.md: every element of BXML and SSML, the voices, and the problems by code.
import { contextRuleId } from '../../src/render/compiled-verb.ts';
import { documentRules, generalRules } from '../../src/render/document-rules.ts';
import { anchor, bounds, camelCase, code, listed, paragraph, table, tag, tick, toHeading } from './markdown.mjs';
import { problemsSection } from './problems.mjs';
import { ruleRegistry } from './rule-registry.ts';
import { ssmlSection, voicesSection } from './speech.mjs';
import { verbs } from './verbs.mjs';

const contexts = { conference: 'the answer to a conference event', transferAnswer: 'the answer to `transferAnswer`' };
const types = { string: 'text', url: 'address', wsUrl: 'web socket', integer: 'whole number', decimal: 'number' };
const groups = [
  ['Roots', ({ isRoot }) => isRoot],
  ['Verbs', ({ isRoot, isNested }) => !isRoot && !isNested],
  ['Elements inside verbs', ({ isNested }) => isNested],
];

/** The whole page. */
export function verbsPage() {
  return `# Elements

Every element of BXML, with what may be written on and in it. Errors and warnings are told by \`render\` and \`validate\`; the ids of their rules link to [rules.md](../rules.md), and most of what is wrong does not compile in the first place. The events that come back are in [events.md](events.md).

${contents()}

## How to read it

- The names in TSX are those of the attributes in BXML. Texts are written \`name="value"\`, numbers and switches in braces: \`maxDigits={1}\`, \`privacy={true}\` or just \`privacy\`. \`null\` and \`undefined\` leave an attribute out.
- An *address* is an http or https address, absolute or relative to the one that served the document. A *web socket* is an absolute \`ws:\` or \`wss:\` address.
- A *default* is what Bandwidth does without the attribute; it is never written out.
- *Since* says when Bandwidth brought it; nothing there means that it has long been there.

${groups.map(([title, isOfGroup]) => `## ${title}\n\n${elements(isOfGroup).map(section).join('\n\n')}`).join('\n\n')}

${ssmlSection()}

${voicesSection()}

${problemsSection()}
`;
}

const elements = (isOfGroup) => [...verbs.values()].filter(isOfGroup);

function contents() {
  return [
    ...groups.map(
      ([title, isOfGroup]) =>
        `- ${toHeading(title)}: ${elements(isOfGroup)
          .map(({ name }) => toHeading(name))
          .join(', ')}`,
    ),
    ...['SSML elements', 'Voices and locales', 'Problems by code'].map((title) => `- ${toHeading(title)}`),
  ].join('\n');
}

function section(verb) {
  const { name, text, example, isBeta, since, attributes } = verb;
  const standing = [isBeta ? 'Beta.' : '', since === '' ? '' : `Since ${since}.`].filter(Boolean).join(' ');
  return [
    `### ${name}`,
    paragraph(text),
    standing === '' ? [] : `*${standing}*`,
    code('tsx', example),
    attributes.length === 0 ? [] : attributeTable(attributes),
    facts(verb).join('\n'),
  ]
    .flat()
    .join('\n\n');
}

function attributeTable(attributes) {
  const head = ['attribute', 'type', 'required', 'allowed', 'default', 'since', 'what it does'];
  const rows = attributes.map(({ name, rule, since, text }) => [
    tick(name),
    types[rule.type] ?? (rule.type === 'boolean' ? '`true` or `false`' : 'one of'),
    rule.required === true ? 'yes' : '',
    allowed(rule),
    rule.default === undefined ? '' : tick(rule.type === 'string' ? `"${rule.default}"` : rule.default),
    since,
    text,
  ]);
  return table(head, rows);
}

/** What an attribute's rule allows, as the walk checks it. */
function allowed({ values, min, max, unit, maxLength, expected }) {
  if (values !== undefined) return values.map(tick).join(', ');
  const range = [bounds({ min, max }), unit ?? ''].filter(Boolean).join(' ');
  const length = maxLength === undefined ? '' : `at most ${maxLength} characters`;
  return [range, length, expected ?? ''].filter(Boolean).join('; ');
}

function facts(verb) {
  const { attributes, childrenText, definition, parents, isRoot } = verb;
  return [
    ...(attributes.length === 0 ? ['- **Attributes:** none.'] : []),
    `- **Holds** ${contentOf(verb)}${definition.content === undefined ? '' : ` ${paragraph(childrenText)}`}`,
    `- **Stands** ${isRoot ? 'at the root of a document' : `in ${listed(parents.map(tag))}`}.`,
    ...endOf(verb),
    ...contextsOf(definition),
    ...rulesOf(verb),
  ];
}

function contentOf({ name, definition, children, isRoot }) {
  const { content = 'none', text, childTotal = {} } = definition;
  if (content === 'none') return 'nothing.';
  if (content === 'speech')
    return `text and ${toHeading('SSML elements')}, in one of the ${toHeading('Voices and locales', 'voices')}.`;
  if (content === 'text') return text.required === false ? 'text, or nothing.' : 'text.';
  if (isRoot) return `any of the ${toHeading('Verbs', 'verbs')}.`;
  const names = children.map((child) => {
    const count = bounds(definition.children?.[child] ?? {});
    return `${toHeading(child, tag(child))}${count === '' ? '' : ` (${count})`}`;
  });
  if (names.length === 0) throw new Error(`<${name}> holds verbs, but none of them stands in it.`);
  const total = bounds(childTotal);
  return `${listed(names)}${total === '' ? '' : `, ${total} in all`}.`;
}

function endOf({ definition: { terminal = 'never' }, isRoot, isNested }) {
  if (isRoot || isNested) return [];
  if (terminal === 'never') return ['- **Ends the document:** no, the next verb runs after it.'];
  return [
    `- **Ends the document:** ${terminal === 'always' ? 'yes' : `when \`${terminal.when}\` is set`}; no verb after it runs.`,
  ];
}

function contextsOf({ contexts: given = {} }) {
  const of = (standing) => Object.keys(contexts).filter((context) => given[context] === standing);
  const [forbidden, unlisted] = [of(false), of('unlisted')];
  return [
    ...(forbidden.length === 0
      ? []
      : [
          `- **Not allowed** in ${listed(
            forbidden.map((context) => contexts[context]),
            'or',
          )}.`,
        ]),
    ...(unlisted.length === 0
      ? []
      : [`- **Not listed** by Bandwidth for ${listed(unlisted.map((context) => contexts[context]))}: a warning.`]),
  ];
}

/** The rules of an element's own, each linked to its example in rules.md. */
function rulesOf({ component, name, isRoot }) {
  const own = isRoot ? /^root\./ : name === 'SpeakSentence' ? /^(speak|ssml)\./ : /^$/;
  const shared = Object.keys({ ...generalRules, ...documentRules }).filter((id) => !own.test(id));
  const links = [...ruleRegistry([component]).values()]
    .filter(({ id }) => !shared.includes(id))
    .map(({ id, level, checkedBy }) => {
      if (checkedBy !== 'document')
        return `[${tick(id)}](../rules.md#what-no-document-can-tell) (no document can tell)`;
      const link = `[${tick(id)}](../rules.md#${headingOf(id, name)})`;
      return level === 'warning' ? `${link} (warning)` : link;
    });
  return links.length === 0 ? [] : [`- **Rules:** ${links.join(', ')}.`];
}

/** The heading of rules.md under which a rule has its example. */
function headingOf(id, name) {
  const isOfContext = Object.keys(contexts).some((context) => id === contextRuleId(camelCase(name), context));
  return isOfContext ? 'answers-that-are-not-for-a-call' : anchor(id);
}
