import { assumed, documented, type Entry, list, numbered } from './basis.js';

/** What a caller hears and presses, and the verbs that only take time. */
export const promptAndKeyBehaviors = {
  'audio.time': numbered(
    'assumed',
    3,
    (seconds) =>
      `A \`PlayAudio\` takes ${seconds} seconds, unless the option \`audio\` sets another length. A recording of a call that the platform has simulated takes its own duration.`,
  ),
  'audio.format': documented(
    'A `PlayAudio` of any format except WAV and MP3 ends the call with the cause `application-error`.',
  ),
  'audio.format-extension': assumed(
    'Audio files are not fetched. The extension in the URL decides the format; a URL without an extension, or with one that is not a media or document format, counts as WAV.',
  ),
  'gather.first-digit': documented(
    'After its prompts, a `Gather` waits `firstDigitTimeout` seconds for the first key.',
  ),
  'gather.inter-digit': documented('After a key, a `Gather` waits `interDigitTimeout` seconds for the next.'),
  'gather.max-digits': documented('A `Gather` ends when `maxDigits` keys have been pressed.'),
  'gather.no-url': documented('Without a `gatherUrl`, the digits are discarded and the verbs after the `Gather` run.'),
  'gather.partial': assumed(
    'The partial results that a test passes to `says` are sent as `partialgather` events at equal intervals while the party speaks.',
  ),
  'gather.prompts-stop': documented('The prompts of a `Gather` stop at the first key.'),
  'gather.repeat': documented('The prompts play at most `repeatCount` times, `firstDigitTimeout` seconds apart.'),
  'gather.speech': assumed(
    'With speech `input`, a `Gather` ends when the party stops speaking; the words are the `text` of its event. After the prompts it waits `speechTimeout` seconds for speech, or with `dtmf_speech` the longer of `speechTimeout` and `firstDigitTimeout`.',
  ),
  'gather.terminating': documented(
    'A key in `terminatingDigits` ends a `Gather` and is reported separately from the digits.',
  ),
  'gather.timeout-empty': documented('A `Gather` that receives no input sends its event with empty `digits`.'),
  'pause.duration': documented('`Pause` waits `duration` seconds.'),
  'pause.unanswered': assumed('`Pause` does not answer the call.'),
  'press.lost': assumed('A key is lost if nothing listens for keys; it is not kept for a later `Gather`.'),
  'redirect.replaces': documented('`Redirect` fetches a document that replaces the rest of the current one.'),
  'ring.answers': documented('`Ring` answers an inbound call that is not answered yet.'),
  'ring.unanswered': documented('`Ring` with `answerCall="false"` leaves the call unanswered.'),
  'sendDtmf.time': numbered(
    'documented',
    { ',': 0.5, w: 0.5, W: 1 },
    (pauses) =>
      `A tone of \`SendDtmf\` takes \`toneDuration\` and is followed by \`toneInterval\`. A pause character replaces the interval: ${list(pauses)} seconds.`,
  ),
  'speech.breaks': numbered(
    'assumed',
    { none: 0, 'x-weak': 0, weak: 0.25, medium: 0.5, strong: 0.75, 'x-strong': 1 },
    (strengths) => `A \`break\` takes its \`time\`; by \`strength\`: ${list(strengths)} seconds.`,
  ),
  'speech.time': numbered(
    'assumed',
    0.065,
    (seconds) =>
      `Speech takes ${seconds * 1000} milliseconds per character, unless the option \`speech\` sets another length.`,
  ),
  'startGather.reports': documented('While `StartGather` is active, each key is reported with a `dtmf` event.'),
  'startGather.record': assumed('Keys are reported during a `Record` too, including the key that ends it.'),
  'startGather.suspended': documented(
    'While a `Gather` runs, no `dtmf` events are sent, even if the `Gather` accepts only speech.',
  ),
  'stop.none': assumed('`StopGather` and `StopRecording` have no effect if there is nothing to stop.'),
} as const satisfies Readonly<Record<string, Entry>>;
