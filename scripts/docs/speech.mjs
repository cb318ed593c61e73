// The SSML elements and the voices, from the tables that the rules read.
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.ts';
import { listedVoices, localesOf } from '../../src/verbs/shared/voices.ts';
import { commentOf, exportsOf, interfaceOf, membersOf } from './documentation.mjs';
import { paragraph, table, tag, tick } from './markdown.mjs';

const KEPT_BY_JSX = new Set(['children', 'key']);
const contents = { none: 'nothing', text: 'text', speech: 'text and SSML' };

/** Every SSML element: its definition, and what its interface says of it. */
export const ssmlElements = membersOf(exportsOf('src/ssml/ssml-elements.ts').get('SsmlElements')).map((element) => {
  const definition = ssmlVocabulary().get(element.name);
  const documented = new Map(
    membersOf(interfaceOf(element))
      .filter(({ name }) => !KEPT_BY_JSX.has(name))
      .map((prop) => [prop.name, commentOf(prop)]),
  );
  const attributes = Object.entries(definition.attributes).map(([name, rule]) => {
    const comment = documented.get(name);
    if (comment === undefined || comment.text === '')
      throw new Error(`${name} of <${element.name}> is not documented.`);
    return { name, rule, ...comment };
  });
  return { name: element.name, text: commentOf(element).text, definition, attributes };
});

/** The part of the page on SSML. */
export function ssmlSection() {
  const sections = ssmlElements.map(({ name, text, definition, attributes }) => {
    const { content, requiredIf } = definition;
    const rows = attributes.map(({ name: attribute, rule, text: says, defaultValue }) => [
      tick(attribute),
      rule.required === true
        ? 'yes'
        : requiredIf?.attribute === attribute
          ? `with \`${requiredIf.when}="${requiredIf.is}"\``
          : '',
      allowedValues(rule),
      defaultValue === undefined ? '' : tick(defaultValue.replaceAll("'", '')),
      says,
    ]);
    return [
      `### ${name}`,
      `${paragraph(text)} Holds ${contents[content]}.`,
      ...(rows.length === 0
        ? ['It has no attributes.']
        : [table(['attribute', 'required', 'allowed', 'default', 'what it does'], rows)]),
    ].join('\n\n');
  });
  return `## SSML elements

Lower-case tags are SSML, for use inside \`<SpeakSentence>\`: ${ssmlElements.map(({ name }) => tag(name)).join(', ')}. An element of BXML among them is always an error; what is not listed here breaks [\`speak.ssml-unlisted\`](../rules.md#speaksentence), and what lacks a required attribute \`ssml.required\`.

${sections.join('\n\n')}`;
}

/** What an attribute of an SSML element may be. */
export function allowedValues({ values = [], form, maxSeconds }) {
  const most = maxSeconds === undefined ? '' : `, at most ${maxSeconds} seconds`;
  return [values.map(tick).join(', '), form === undefined ? '' : `${form}${most}`].filter(Boolean).join('; or ');
}

/** The part of the page on voices. */
export function voicesSection() {
  const voices = listedVoices();
  const named = (locale, gender) =>
    [...voices]
      .filter(([, voice]) => voice.locale === locale && voice.gender === gender)
      .map(([name, { kind }]) => `\`${name}\`${kind === 'enhanced' ? '*' : ''}`)
      .join(', ');
  const rows = [...localesOf(voices)].map((locale) => [tick(locale), named(locale, 'female'), named(locale, 'male')]);
  const { text } = commentOf(exportsOf('src/verbs/index.ts').get('Locale'));
  return `## Voices and locales

\`voice\` of \`<SpeakSentence>\` names one of these ${voices.size} voices; \`locale\` and \`gender\` choose one instead. A voice with an asterisk is *enhanced*: made by a neural network, and dearer. Names that are not here break [\`speak.voice\`](../rules.md#speaksentence), which the option \`rules\` relaxes the day Bandwidth adds one.

${paragraph(text)}

${table(['locale', 'female', 'male'], rows)}`;
}
