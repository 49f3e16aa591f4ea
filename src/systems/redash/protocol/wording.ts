import { quoted } from '../../../quoted.ts'
import type { ErrorWording } from '../../system.ts'

/** The errors that need words of Redash. */
export const wording: ErrorWording = {
  auth: (who) =>
    `${who} doesn't accept the key: it is unknown, disabled, or of another query. Ask whoever runs the bot to check it.`,
  conflict: (who) => `${who} has a newer version of it: somebody changed it a moment ago. Ask again.`,
  'failed-inside': (who) =>
    `${who} answered “Internal Server Error” and doesn't say why. Try again; if it goes on, look at the log of Redash and at its PostgreSQL and Redis.`,
  forbidden: (who, { endpoint }) =>
    `${who} doesn’t let the bot’s key do this (${endpoint}): its user lacks a permission, or is in no group with the data source, which may have been deleted. Ask whoever runs the bot; “coxswain tokens” lists what each key needs.`,
  'not-owner': (who) =>
    `${who} lets only the owner or an admin change this. Change it in Redash, or make the user of the bot's key the owner.`,
  'not-runnable': (who, { detail }) =>
    `${who} doesn't let the bot's key run this query. It said: ${quoted(detail ?? '')}. Ask whoever runs the bot which key is for it.`,
  'nothing-stored': (who) => `${who} has no stored result of this query. Run it.`,
  'too-large': (who) => `${who} has a result that is too large to read. Add a LIMIT to the query.`,
}
