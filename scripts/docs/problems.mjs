// The general codes: a document with the problem, the output of `validate`, and the fix.
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

/** Returns the section about problems. */
export function problemsSection() {
  const sources = sourcesOfExamples();
  const known = tableOfErrors();
  const sections = codes.map((id) => {
    const source = sources.get(id);
    if (source === undefined) throw new Error(`${id} has no example in scripts/docs/problem-examples.jsx.`);
    const answers = contexts[id] === undefined ? [] : [`With \`context: '${contexts[id]}'\`:`];
    return [`### ${id}`, wordsOn(id, known), ...answers, code('tsx', source), code('text', problemOf(id))].join('\n\n');
  });
  const surplus = [...sources.keys()].filter((id) => !codes.includes(id));
  if (surplus.length > 0) throw new Error(`There are examples of unknown codes: ${surplus.join(', ')}.`);
  return `## Problems by code

The codes that apply to all elements, each with a document and the problem that \`validate\` returns. The codes of single elements are listed above; [rules.md](../rules.md) has their descriptions and examples. All other errors are in [errors.md](../errors.md). *Always* marks codes whose severity the \`rules\` option cannot change.

${codes.map((id) => toHeading(id, `\`${id}\``)).join(', ')}

${sections.join('\n\n')}`;
}

/** Returns the cause and the fix of a problem, from the page that describes it. */
function wordsOn(id, known) {
  const words = known.get(id);
  if (words !== undefined) return fromBelow(`${words.cause}\n\n**Fix:** ${words.fix}`);
  if (ruleTexts[id] === undefined)
    throw new Error(`${id} is neither in docs/errors.md nor in scripts/docs/rule-texts.mjs.`);
  return `The rule: ${ruleTexts[id]}`;
}

/** Returns text of a page in docs/ with its links relative to docs/reference/. */
const fromBelow = (text) => text.replace(/\]\((?!https?:|#)/g, '](../');

function problemOf(id) {
  const problems = validate(examples[id](), { context: contexts[id] });
  if (problems.length !== 1 || problems[0].code !== id) {
    throw new Error(`The example of ${id} has the problems [${problems.map((other) => other.code).join(', ')}].`);
  }
  return formattedProblem(problems, id);
}

/** Returns the table of document codes in docs/errors.md. */
function tableOfErrors() {
  const [, section = ''] = /^## Codes of documents\n([\s\S]*?)^## /m.exec(readFileSync(errorsPage, 'utf8')) ?? [];
  const rows = [...section.matchAll(/^\| `([\w.-]+)`( \*always\*)? \| (.+) \| (.+) \|$/gm)];
  if (rows.length === 0) throw new Error('docs/errors.md is missing the table of document codes.');
  return new Map(
    rows.map(([, id, always, cause, fix]) => [
      id,
      { cause: always === undefined ? cause : `${cause} (*Always*.)`, fix },
    ]),
  );
}

/** Returns the source of the examples: the documents without the functions around them. */
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
