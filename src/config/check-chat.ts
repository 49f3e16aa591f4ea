import type { Checking } from './checking.ts'
import { selectTexts } from './select.ts'
import { ownWord } from './systems.ts'

// With the slash Slack takes 32 characters.
const longest = 31

/** Checks what the shape of `slack:` cannot say: that each slash command is one of its own, and short enough. */
export const checkChat = ({ data, systems, at }: Checking): void => {
  const [prefix] = selectTexts(data, 'slack.prefix')
  const [word] = selectTexts(data, 'slack.word')
  const own = word?.value ?? ownWord
  const words = Object.keys(systems).filter((one) => one !== ownWord)
  if (word && words.includes(own)) at(word.path, `is the word of ${own} itself; choose another for the bot`)
  const taken = [own, ...words].toSorted((a, b) => b.length - a.length)[0] ?? own
  const length = (prefix?.value.length ?? 0) + taken.length
  const place = prefix ?? word
  if (place && length > longest)
    at(place.path, `makes /${prefix?.value ?? ''}${taken} too long: Slack takes ${longest} characters after the slash`)
}
