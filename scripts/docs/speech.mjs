// The SSML elements and the voices, from the tables that the rules use.
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.ts';
import { listedVoices, localesOf } from '../../src/verbs/shared/voices.ts';
import { commentOf, exportsOf, interfaceOf, membersOf } from './documentation.mjs';
import { paragraph, table, tag, tick } from './markdown.mjs';

const KEPT_BY_JSX = new Set(['children', 'key']);
const contents = { none: 'none', text: 'text', speech: 'text and SSML' };

/** All SSML elements: the definition and the documentation of the interface. */
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

/** Returns the section about SSML. */
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
      `${paragraph(text)} Children: ${contents[content]}.`,
      ...(rows.length === 0
        ? ['It has no attributes.']
        : [table(['attribute', 'required', 'allowed', 'default', 'description'], rows)]),
    ].join('\n\n');
  });
  return `## SSML elements

Lower-case tags are SSML elements, which belong inside \`<SpeakSentence>\`: ${ssmlElements.map(({ name }) => tag(name)).join(', ')}. A BXML element among them is always an error. Other elements and attributes break [\`speak.ssml-unlisted\`](../rules.md#speaksentence), and a missing attribute breaks \`ssml.required\`.

${sections.join('\n\n')}`;
}

/** Returns the allowed values of an SSML attribute. */
export function allowedValues({ values = [], form, maxSeconds }) {
  const most = maxSeconds === undefined ? '' : `, at most ${maxSeconds} seconds`;
  return [values.map(tick).join(', '), form === undefined ? '' : `${form}${most}`].filter(Boolean).join('; or ');
}

/** Returns the section about voices. */
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

\`voice\` of \`<SpeakSentence>\` is one of these ${voices.size} voices; \`locale\` and \`gender\` select one instead. A voice with an asterisk is *enhanced*: it is neural and costs more. Other names break [\`speak.voice\`](../rules.md#speaksentence). If Bandwidth adds a voice, turn that rule off with the \`rules\` option.

${paragraph(text)}

${table(['locale', 'female', 'male'], rows)}`;
}
