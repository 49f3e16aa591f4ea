/** Who is who in the local workspace. */
export const ids = {
  team: 'T0ACME',
  /** The workspace of another organisation. */
  other: 'T0OTHER',
  domain: 'acme',
  app: 'A0COXSWAIN',
  bot: 'B0COXSWAIN',
  botUser: 'U0COXSWAIN',
  /** What the bot is called, in mentions as well. */
  botName: 'coxswain',
  slackbot: 'USLACKBOT',
} as const
