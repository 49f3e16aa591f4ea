import type { See } from '../message/message.ts'

/** The address of a message on the web, in a workspace at `url` (`https://acme.slack.com/`); undefined if that cannot be one. */
export const permalink = (url: string | undefined, { channel, ts }: NonNullable<See['at']>): string | undefined =>
  url && URL.canParse(url) && /^[CDG][A-Z0-9]+$/.test(channel) && /^\d+\.\d+$/.test(ts)
    ? new URL(`archives/${channel}/p${ts.replace('.', '')}`, url).href
    : undefined
