import { quoted } from '../../../quoted.ts'
import type { ErrorWording } from '../../system.ts'

/** How a key that lasts is made. */
export const renewal =
  '“dataos-ctl user apikey create -d 2160h” makes one that is good for 90 days; without -d it expires after 24 hours.'

/** The errors that need words of Lens. */
export const wording: ErrorWording = {
  auth: (who) =>
    `${who} doesn't accept the key: it is invalid or expired. Ask whoever runs the bot for a new one. ${renewal}`,
  'not-presented': (who) =>
    `${who} didn't find the key. It may read another header: ask whoever runs the bot to try the other value of “auth:”, bearer or apikey.`,
  'missing-scope': (who, { detail }) =>
    `The key for ${who} lacks the API scope ${quoted(detail ?? '')}. Ask whoever maintains the Lens to add it to the key's user group in user_groups.yml.`,
  'still-running': (who) => `${who} is still working on the query. Ask again in a minute.`,
  rejected: (who, { detail }) => `${who} can't run this query. It said: ${quoted(detail ?? '')}`,
  'failed-inside': (who) =>
    `${who} had an internal error and doesn’t say why. Check the names in the query; if they are right, look at the log of the Lens.`,
}
