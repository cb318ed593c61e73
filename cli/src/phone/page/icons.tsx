/** The shapes of the icons, on a grid of 24, as lines of two units. */
const shapes = {
  phone:
    'M7.5 4.5 10 4l1.5 4.2-2 1.6a11.5 11.5 0 0 0 4.7 4.7l1.6-2L20 14l-.5 2.5a3 3 0 0 1-3.2 2.4A13.5 13.5 0 0 1 5.1 7.7a3 3 0 0 1 2.4-3.2z',
  hangUp:
    'M3.6 13.9c-.8-1-.8-2.4.1-3.3C8.3 6 15.7 6 20.3 10.600c.9.9.9 2.3.1 3.300l-1 1.2-3.9-1.2-.3-2.400a11 11 0 0 0-6.4 0l-.3 2.4-3.9 1.200z',
  incoming: 'M19 5 5 19m0-10v10h10',
  outgoing: 'M5 19 19 5m0 10V5H9',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.500V21',
  speech: 'M4 10v4M8 7v10M12 4v16M16 8v8M20 10.500v3',
  note: 'M9 17.500V5l10-2v12.500M9 17.500a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  keypad: 'M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01',
  request: 'M4 8h14l-4-4M20 16H6l4 4',
  change: 'M5 12h14M13 6l6 6-6 6',
  warning: 'M12 4 2.8 20h18.400zM12 10v4.500M12 17.200h.01',
  error: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.500V13M12 16.200h.01',
  check: 'M5 12.5 10 17.5 19.5 7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zm5-2 4.5 4.5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-.8.8M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l.8-.8',
  again: 'M4 12a8 8 0 1 0 2.5-5.800L4 8.500M4 4v4.500h4.5',
  edit: 'M4 20h4L19.5 8.500l-4-4L4 16zM13 7l4 4',
  download: 'M12 4v11m-5-4.5 5 5 5-5M4.5 20h15',
  skip: 'M5 6l7 6-7 6zM13 6l7 6-7 6z',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9.500l6 6 6-6',
  back: 'M14.5 6l-6 6 6 6',
  plus: 'M12 5v14M5 12h14',
  sound: 'M4 9.500v5h3.500L12 19V5L7.5 9.500zM15.5 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
  mute: 'M4 9.500v5h3.500L12 19V5L7.5 9.500zM16 9.500l5 5m0-5-5 5',
  erase: 'M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500a7.5 7.5 0 0 1 15 0',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
} as const;

export type IconName = keyof typeof shapes;

/** Draws an icon. It has no name of its own: the text beside it, or the label of its button, says what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-icon={name}>
      <path d={shapes[name]} />
    </svg>
  );
}
