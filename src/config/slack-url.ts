import { isLoopback } from './url.ts'

// Slack and GovSlack; nothing else is given the bot's token.
const slacks = ['https://slack.com/api/', 'https://slack-gov.com/api/']

/** Where Slack's Web API is, with a slash at the end, or what is wrong with SLACK_API_URL. */
export const slackUrl = (text: string | undefined): { readonly url: string } | { readonly wrong: string } => {
  if (!text) return { url: slacks[0] ?? '' }
  const wrong = `must be ${slacks.join(' or ')}, or on this machine (http://127.0.0.1:3999/api/); nothing else gets the bot's token`
  if (!/^https?:\/\/[^/\\?#]/i.test(text) || /[\s\p{C}\\?#]/u.test(text) || !URL.canParse(text)) return { wrong }
  const url = new URL(text)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  if (url.username !== '' || url.password !== '') return { wrong }
  return slacks.includes(url.href) || isLoopback(url.hostname) ? { url: url.href } : { wrong }
}
