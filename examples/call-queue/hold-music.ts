// Hold music without a file: a slow arpeggio, as a WAV file of 8000 samples a second.

const RATE = 8000; // samples per second

/** The length of the music, in seconds. After it, the caller hears the position again. */
export const MUSIC_SECONDS = 24;

/** C major, A minor, F major, G major, in Hz. Each note lasts half a second. */
const NOTES = [
  [262, 330, 392, 523],
  [220, 262, 330, 440],
  [175, 220, 262, 349],
  [196, 247, 294, 392],
].flatMap((chord) => [...chord, ...chord.toReversed(), ...chord]);

/** Returns the hold music. */
export function holdMusic(): Buffer {
  const samples = Buffer.alloc(MUSIC_SECONDS * RATE * 2);
  for (let index = 0; index < MUSIC_SECONDS * RATE; index++) {
    const time = index / RATE;
    const note = NOTES[Math.floor(time * 2) % NOTES.length] ?? 0;
    const sinceStart = time % 0.5;
    const volume = Math.min(1, sinceStart * 50) * Math.exp(-4 * sinceStart) * 6000;
    samples.writeInt16LE(Math.round(volume * Math.sin(2 * Math.PI * note * time)), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16); // the length of the format
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // one channel
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28); // bytes per second
  header.writeUInt16LE(2, 32); // bytes per sample
  header.writeUInt16LE(16, 34); // bits per sample
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
