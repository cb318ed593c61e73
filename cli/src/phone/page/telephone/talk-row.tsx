import type { TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Handset } from '../../protocol.js';
import { Icon } from '../icons.js';
import { usePhone } from '../phone.js';
import { Microphone } from '../sound/microphone.js';
import { listeningOf } from '../wording.js';

/** Words that a person speaks in a second. */
const WORDS_PER_SECOND = 2.5;

/** Returns how many seconds words take, to a half second. */
function secondsOf(words: string): number {
  const count = words.trim().split(/\s+/).filter(Boolean).length;
  return Math.max(1, Math.round((count / WORDS_PER_SECOND) * 2) / 2);
}

/** Speech into the call: typed words, seconds of speech, or the microphone. */
export function TalkRow({ handset }: { readonly handset: Handset }) {
  const { send, notify } = usePhone();
  const [words, setWords] = useState('');
  const [seconds, setSeconds] = useState('');
  const isConnected = handset.state === 'connected';
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const spoken = words.trim();
    const given = Number(seconds);
    if (spoken === '' && seconds === '') return notify('Type what is said, or how many seconds it takes.');
    if (seconds !== '' && !(given > 0 && given <= 3600)) return notify('Seconds are a number from 0.1 to 3600.');
    const isWords = spoken !== '' && seconds === '' && !handset.listens.includes('recording');
    setWords('');
    setSeconds('');
    const result = await send(
      isWords
        ? { kind: 'say', handset: handset.id, words: spoken }
        : { kind: 'speak', handset: handset.id, seconds: seconds === '' ? secondsOf(spoken) : given, audio: '' },
    );
    if (result.ok) return;
    // What was refused can be changed and sent again, unless something else was typed meanwhile.
    setWords((typed) => typed || words);
    setSeconds((typed) => typed || seconds);
  };
  return (
    <form class="talk" onSubmit={submit}>
      <p class="listens" data-active={handset.listens.length > 0}>
        {listeningOf(handset)}
      </p>
      <MicrophoneButton handset={handset} />
      <input
        class="words"
        aria-label="Words to say"
        placeholder="Say something…"
        autocomplete="off"
        value={words}
        disabled={!isConnected}
        onInput={({ currentTarget }: TargetedEvent<HTMLInputElement>) => setWords(currentTarget.value)}
      />
      <input
        class="seconds"
        aria-label="Seconds of speech"
        title="Seconds of speech"
        inputMode="decimal"
        placeholder={words === '' ? 's' : `${secondsOf(words)} s`}
        autocomplete="off"
        value={seconds}
        disabled={!isConnected}
        onInput={({ currentTarget }: TargetedEvent<HTMLInputElement>) => setSeconds(currentTarget.value)}
      />
      <button type="submit" class="quiet" disabled={!isConnected}>
        Say
      </button>
    </form>
  );
}

/** Records with the microphone while it is pressed in. The call hears that speech begins, and what it was at its end. */
function MicrophoneButton({ handset }: { readonly handset: Handset }) {
  const { send, connection, notify, talking } = usePhone();
  const [isRecording, setRecording] = useState(false);
  const microphone = useRef<Microphone | undefined>(undefined);
  const isConnected = handset.state === 'connected';
  const { id } = handset;

  const start = async (): Promise<void> => {
    const running = await Microphone.start();
    microphone.current = running;
    setRecording(true);
    // Refused while the application needs the sound at once: then the speech begins when it is known.
    const starting = connection.send({ kind: 'startSpeaking', handset: id });
    const talk = {
      handset: id,
      isLive: true,
      // A key may end the speech before the server has answered.
      finish: async () => {
        if (talking.current === talk) talking.current = undefined;
        if (microphone.current === running) microphone.current = undefined;
        setRecording(false);
        const [{ ok }, { seconds, audio }] = await Promise.all([starting, running.stop()]);
        await send(ok ? { kind: 'stopSpeaking', handset: id, audio } : { kind: 'speak', handset: id, seconds, audio });
      },
    };
    talking.current = talk;
    talk.isLive = (await starting).ok;
  };
  const toggle = async (): Promise<void> => {
    const running = microphone.current;
    microphone.current = undefined;
    try {
      if (running === undefined) await start();
      else await talking.current?.finish();
    } catch (error) {
      setRecording(false);
      notify(error instanceof Error ? error.message : String(error));
    }
  };

  useEffect(() => {
    if (isConnected) return;
    const running = talking.current;
    // What was said until the end of the call is in its recordings.
    if (running?.handset === id && running.isLive) void running.finish();
    else microphone.current?.release();
    microphone.current = undefined;
    setRecording(false);
  }, [isConnected, talking, id]);
  useEffect(
    () => () => {
      const running = talking.current;
      if (running?.handset === id && running.isLive) void running.finish();
      else microphone.current?.release();
    },
    [talking, id],
  );

  return (
    <button
      type="button"
      class="mic"
      aria-pressed={isRecording}
      aria-label={isRecording ? 'Stop the microphone and send' : 'Speak with the microphone'}
      title={isRecording ? 'Stop the microphone and send' : 'Speak with the microphone'}
      disabled={!isConnected}
      onClick={toggle}
    >
      <Icon name="microphone" />
    </button>
  );
}
