/** A piece of a line of Slack's mark-up; everything that is not mark-up is `text`, exactly as it is to be shown. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly Token[] }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'user' | 'channel' | 'usergroup'; readonly id: string; readonly label?: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | {
      readonly kind: 'date'
      readonly timestamp: number
      readonly format: string
      readonly fallback: string
      readonly url?: string
    }

/** Undoes the three escapes that Slack knows, once: `&amp;lt;` becomes `&lt;`. */
export const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'))

const someLabel = (label: string | undefined) => (label ? { label: unescaped(label) } : {})

/** What stands between `<` and `>`; undefined where that is nothing that Slack knows. */
export const angled = (inner: string): Token | undefined => {
  const bar = inner.indexOf('|')
  const [what, label] = bar < 0 ? [inner, undefined] : [inner.slice(0, bar), inner.slice(bar + 1)]
  const mention = /^([@#])([A-Z][A-Z0-9]+)$/.exec(what)
  if (mention) return { kind: mention[1] === '@' ? 'user' : 'channel', id: mention[2] ?? '', ...someLabel(label) }
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(what)
  if (group) return { kind: 'usergroup', id: group[1] ?? '', ...someLabel(label) }
  const broadcast = /^!(here|channel|everyone)$/.exec(what)
  if (broadcast) return { kind: 'broadcast', range: broadcast[1] ?? '' }
  const date = /^!date\^(-?\d+)\^([^^]+)(?:\^(.+))?$/.exec(what)
  if (date) {
    const url = date[3] === undefined ? {} : { url: unescaped(date[3]) }
    const fallback = unescaped(label ?? '')
    return { kind: 'date', timestamp: Number(date[1]), format: date[2] ?? '', fallback, ...url }
  }
  if (!/^(https?:\/\/|mailto:)/i.test(what)) return undefined
  const url = unescaped(what)
  return { kind: 'link', url, text: label ? unescaped(label) : url.replace(/^mailto:/i, '') }
}
