import type { ErrorWording } from '../../system.ts'

/** The errors that need words of Rill. None of them repeats what Rill says, because that can show data and policies. */
export const wording: ErrorWording = {
  forbidden: (who) =>
    `${who} doesn’t allow this with these rights: a policy of the project forbids it, or the token has no role in the project. Ask whoever looks after the Rill project.`,
  'needs-admin': (who) =>
    `${who} doesn’t let the bot make tokens for people: its service isn’t a project admin. Ask whoever runs the bot; docs/tokens.md says how to make it one.`,
  'not-found': (who) =>
    `${who} has no API or metrics view of that name. Right after a deployment it may take a minute: try again then.`,
  'no-such-address': (who) =>
    `${who} has no such project, or it isn’t deployed. Ask whoever runs the bot to check the url of the connection.`,
  broken: (who) => `${who} has an error in this metrics view. Ask whoever looks after the Rill project.`,
  rejected: (who) =>
    `${who} couldn’t run this query. Its error may show data or policies, so only my log has it: ask whoever runs the bot.`,
  'too-large': (who) => `${who} returns at most 10,000 rows at a time, and this has more. Narrow it.`,
  'expired-token': (who) => `${who} rejects even a new token as expired. Check the clocks of both servers.`,
}
