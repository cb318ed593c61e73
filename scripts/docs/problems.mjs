// The general codes: a document that has the problem, what `validate` says of it, and the cure.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { validate } from '../../src/index.ts';
import { documentRules, generalRules } from '../../src/render/document-rules.ts';
import { code, toHeading } from './markdown.mjs';
import { contexts, examples } from './problem-examples.jsx';
import { formattedProblem } from './rule-examples.mjs';
import { ruleTexts } from './rule-texts.mjs';

const examplesFile = new URL('problem-examples.jsx', import.meta.url);
const errorsPage = new URL('../../docs/errors.md', import.meta.url);
const codes = Object.keys({ ...generalRules, ...documentRules });

/** The part of the page on problems. */
export function problemsSection() {
  const sources = sourcesOfExamples();
  const known = tableOfErrors();
  const sections = codes.map((id) => {
    const source = sources.get(id);
    if (source === undefined) throw new Error(`${id} has no example in scripts/docs/problem-examples.jsx.`);
    const answers = contexts[id] === undefined ? [] : [`With \`context: '${contexts[id]}'\`:`];
    return [`### ${id}`, wordsOn(id, known), ...answers, code('tsx', source), code('text', told(id))].join('\n\n');
  });
  const surplus = [...sources.keys()].filter((id) => !codes.includes(id));
  if (surplus.length > 0) throw new Error(`There is an example, but no code, of ${surplus.join(', ')}.`);
  return `## Problems by code

The codes that any element can have, each with a document and what \`validate\` says of it: the message, the path, and the hint where there is one. The codes of single elements are listed with them above, and each has its words and its example in [rules.md](../rules.md); what else goes wrong is in [errors.md](../errors.md). *Always* marks what no \`rules\` option changes.

${codes.map((id) => toHeading(id, `\`${id}\``)).join(', ')}

${sections.join('\n\n')}`;
}

/** What is wrong and how to mend it, in the words of the page that has them. */
function wordsOn(id, known) {
  const words = known.get(id);
  if (words !== undefined) return fromBelow(`${words.cause}\n\n**Cure:** ${words.cure}`);
  if (ruleTexts[id] === undefined)
    throw new Error(`${id} is neither in docs/errors.md nor in scripts/docs/rule-texts.mjs.`);
  return `The rule: ${ruleTexts[id]}`;
}

/** The links of a page in docs/, as a page in docs/reference/ has to write them. */
const fromBelow = (text) => text.replace(/\]\((?!https?:|#)/g, '](../');

function told(id) {
  const problems = validate(examples[id](), { context: contexts[id] });
  if (problems.length !== 1 || problems[0].code !== id) {
    throw new Error(`The example of ${id} has the problems [${problems.map((other) => other.code).join(', ')}].`);
  }
  return formattedProblem(problems, id);
}

/** The table of docs/errors.md with the codes of documents. */
function tableOfErrors() {
  const [, section = ''] = /^## Codes of documents\n([\s\S]*?)^## /m.exec(readFileSync(errorsPage, 'utf8')) ?? [];
  const rows = [...section.matchAll(/^\| `([\w.-]+)`( \*always\*)? \| (.+) \| (.+) \|$/gm)];
  if (rows.length === 0) throw new Error('docs/errors.md has no table of codes of documents any more.');
  return new Map(
    rows.map(([, id, always, cause, cure]) => [
      id,
      { cause: always === undefined ? cause : `${cause} (*Always*.)`, cure },
    ]),
  );
}

/** How the examples are written: the documents without the functions around them. */
function sourcesOfExamples() {
  const text = readFileSync(examplesFile, 'utf8');
  const file = ts.createSourceFile('examples.jsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JSX);
  const object = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => name.getText() === 'examples').initializer;
  return new Map(object.properties.map(({ name, initializer }) => [name.text, sourceOf(initializer.body)]));
}

function sourceOf(body) {
  if (ts.isParenthesizedExpression(body)) return dedented(body.getText().slice(1, -1));
  if (!ts.isBlock(body)) return body.getText();
  const [document, ...before] = body.statements.toReversed();
  const preparation = before.toReversed().map((statement) => statement.getText());
  return `${preparation.join('\n')}\n\n${sourceOf(document.expression)}`;
}

function dedented(text) {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
