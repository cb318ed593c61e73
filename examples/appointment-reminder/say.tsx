import { SpeakSentence, type TextAndElements } from 'bxml-jsx';

/** Speech in the one voice that the practice uses; SSML is welcome inside. */
export const Say = ({ children }: { children: TextAndElements }) => (
  <SpeakSentence voice="julie">{children}</SpeakSentence>
);
