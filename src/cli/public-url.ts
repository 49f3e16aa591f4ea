import { isLoopback, parseUrl, urlText } from '../config.ts'

/** The address at which Slack reaches the bot, without a slash at the end, or what is wrong with it. */
export const publicUrl = (text: string): { readonly url: string } | { readonly wrong: string } => {
  const url = parseUrl(text, 'links', 'leave them out')
  if (typeof url === 'string') return { wrong: url }
  if (url.protocol !== 'https:') return { wrong: 'must begin with https://, because Slack sends to nothing else' }
  if (isLoopback(url.hostname)) return { wrong: 'is this machine itself, and Slack must reach it from outside' }
  if (url.href.length > 500) return { wrong: 'is longer than the 500 characters that Slack takes' }
  // Who copies it from Slack's own page copies the path as well.
  return { url: urlText(url).replace(/\/slack\/events$/, '') }
}
