// docs/reference/verbs.md: all BXML and SSML elements, the voices, and the problems by code.
import { contextRuleId } from '../../src/render/compiled-verb.ts';
import { documentRules, generalRules } from '../../src/render/document-rules.ts';
import { anchor, bounds, camelCase, code, listed, paragraph, table, tag, tick, toHeading } from './markdown.mjs';
import { problemsSection } from './problems.mjs';
import { ruleRegistry } from './rule-registry.ts';
import { ssmlSection, voicesSection } from './speech.mjs';
import { verbs } from './verbs.mjs';

const contexts = {
  conference: 'the response to a conference event',
  transferAnswer: 'the response to `transferAnswer`',
};
const types = { string: 'string', url: 'URL', wsUrl: 'WebSocket URL', integer: 'integer', decimal: 'number' };
const groups = [
  ['Roots', ({ isRoot }) => isRoot],
  ['Verbs', ({ isRoot, isNested }) => !isRoot && !isNested],
  ['Elements inside verbs', ({ isNested }) => isNested],
];

/** Returns the page. */
export function verbsPage() {
  return `# Elements

All BXML elements with their attributes and children. The types exclude most mistakes at compile time; \`render\` and \`validate\` report the others. The ids of their rules link to [rules.md](../rules.md). Bandwidth's events are in [events.md](events.md).

${contents()}

## How to read it

- Props have the names of the BXML attributes. Strings are written \`name="value"\`, numbers and booleans in braces: \`maxDigits={1}\`, \`privacy={true}\` or just \`privacy\`. An attribute with the value \`null\` or \`undefined\` is not written.
- A *URL* is an http or https URL, absolute or relative to the URL of the document. A *WebSocket URL* is an absolute \`ws:\` or \`wss:\` URL.
- A *default* is the value that Bandwidth uses if the attribute is missing. The renderer does not write it.
- *Since* says when Bandwidth added the element or attribute; if empty, it has existed for a long time.

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
  const head = ['attribute', 'type', 'required', 'allowed', 'default', 'since', 'description'];
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

/** Returns the values that an attribute's rule allows. */
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
    `- **Children:** ${contentOf(verb)}${definition.content === undefined ? '' : ` ${paragraph(childrenText)}`}`,
    `- **Parents:** ${isRoot ? 'none, it is the root of a document' : listed(parents.map(tag))}.`,
    ...endOf(verb),
    ...contextsOf(definition),
    ...rulesOf(verb),
  ];
}

function contentOf({ name, definition, children, isRoot }) {
  const { content = 'none', text, childTotal = {} } = definition;
  if (content === 'none') return 'none.';
  if (content === 'speech')
    return `text and ${toHeading('SSML elements')}, spoken by one of the ${toHeading('Voices and locales', 'voices')}.`;
  if (content === 'text') return text.required === false ? 'text or none.' : 'text.';
  if (isRoot) return `any of the ${toHeading('Verbs', 'verbs')}.`;
  const names = children.map((child) => {
    const count = bounds(definition.children?.[child] ?? {});
    return `${toHeading(child, tag(child))}${count === '' ? '' : ` (${count})`}`;
  });
  if (names.length === 0) throw new Error(`<${name}> has the content "verbs", but no element lists it as a parent.`);
  const total = bounds(childTotal);
  return `${listed(names)}${total === '' ? '' : `, ${total} in total`}.`;
}

function endOf({ definition: { terminal = 'never' }, isRoot, isNested }) {
  if (isRoot || isNested) return [];
  if (terminal === 'never') return ['- **Ends the document:** no, the next verb runs.'];
  return [
    `- **Ends the document:** ${terminal === 'always' ? 'yes' : `if \`${terminal.when}\` is set`}; later verbs do not run.`,
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
      : [`- **Not listed** by Bandwidth for ${listed(unlisted.map((context) => contexts[context]))} (warning).`]),
  ];
}

/** Returns the rules of one element, each with a link to its example in rules.md. */
function rulesOf({ component, name, isRoot }) {
  const own = isRoot ? /^root\./ : name === 'SpeakSentence' ? /^(speak|ssml)\./ : /^$/;
  const shared = Object.keys({ ...generalRules, ...documentRules }).filter((id) => !own.test(id));
  const links = [...ruleRegistry([component]).values()]
    .filter(({ id }) => !shared.includes(id))
    .map(({ id, level, checkedBy }) => {
      if (checkedBy !== 'document')
        return `[${tick(id)}](../rules.md#rules-that-rendering-does-not-check) (not checked)`;
      const link = `[${tick(id)}](../rules.md#${headingOf(id, name)})`;
      return level === 'warning' ? `${link} (warning)` : link;
    });
  return links.length === 0 ? [] : [`- **Rules:** ${links.join(', ')}.`];
}

/** Returns the heading of rules.md that has the example of a rule. */
function headingOf(id, name) {
  const isOfContext = Object.keys(contexts).some((context) => id === contextRuleId(camelCase(name), context));
  return isOfContext ? 'verbs-by-context' : anchor(id);
}
