import { pictureOf } from '../text/emoji.ts'
import { Mrkdwn } from '../text/mrkdwn.tsx'
import { asObject, asText } from './read.ts'

const withEmoji = (text: string) => text.replace(/:([a-z0-9_+-]{1,40}):/g, (_, name: string) => pictureOf(name))

/** Plain text, in which only `:names:` of emoji mean something. */
export const Plain = ({ value }: { readonly value: unknown }) => {
  const { text, emoji } = asObject(value)
  return emoji === false ? asText(text) : withEmoji(asText(text))
}

/** A text object: plain as it stands, or mark-up. */
export const TextObject = ({ value }: { readonly value: unknown }) => {
  const { type, text } = asObject(value)
  return type === 'mrkdwn' ? <Mrkdwn text={asText(text)} /> : <Plain value={value} />
}
