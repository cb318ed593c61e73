/** The practice that reminds of its appointments: what the business knows of itself, and nothing of telephony. */
export const practice = {
  name: 'Northgate Dental',
  /** The number that its calls come from, and at which it can be called back (E.164). */
  phone: '+15551230200',
  /** The phone at the front desk (E.164). */
  desk: '+15551230201',
  /** The time zone in which its times are told. */
  timeZone: 'America/New_York',
} as const;
