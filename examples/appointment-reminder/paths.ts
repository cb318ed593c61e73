/** Where each part of a reminder takes its webhooks. The components write these addresses, the router listens to them. */
export const paths = {
  /** Somebody or something has picked up. */
  answered: '/reminder/answered',
  /** The message has been spoken to an answering machine, to its end. */
  messageLeft: '/reminder/message-left',
  /** The key that was pressed for what becomes of the appointment. */
  choice: '/reminder/choice',
  /** The key that was pressed for another time. */
  time: '/reminder/time',
  /** The front desk has picked up. */
  whisper: '/reminder/whisper',
  /** How the transfer to the front desk goes. */
  desk: '/reminder/desk',
  /** The key that was pressed for what to do while nobody is at the desk. */
  unattended: '/reminder/unattended',
  /** Messages for the desk and their recordings. */
  voicemail: '/reminder/voicemail',
  /** The call is over, or was never answered. */
  over: '/reminder/over',
} as const;
