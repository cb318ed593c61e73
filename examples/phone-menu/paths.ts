/** Where each part of the menu takes its webhooks. The components write these addresses, the router listens to them. */
export const paths = {
  /** Calls that come in, and calls that are over. */
  call: '/call',
  /** The key that was pressed in the menu. */
  menu: '/menu',
  /** How a transfer goes. */
  transfer: '/transfer',
  /** Messages and their recordings. */
  voicemail: '/voicemail',
} as const;
