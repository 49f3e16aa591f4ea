import { distance } from 'fastest-levenshtein'
import type { Ref } from './finder.ts'
import { fold } from './fold.ts'

const LONGEST = 64
const FAR = 0.4

/** The objects whose names hold the typed words or nearly read the same, best first. */
export const alike = (text: string, refs: readonly Ref[], most: number): readonly Ref[] => {
  const typed = fold(text).slice(0, LONGEST)
  const words = typed.split(' ').filter((word) => word.length > 1)
  const scored = refs.flatMap((ref) => {
    const name = fold(ref.name).slice(0, LONGEST)
    const held = words.filter((word) => name.includes(word)).length
    const length = Math.max(name.length, typed.length)
    // Texts of very different lengths cannot be near; not measuring them keeps 20,000 names fast.
    const near = Math.abs(name.length - typed.length) / length <= FAR ? distance(typed, name) / length : 1
    const score = Math.min(
      near,
      words.length > 0 && held === words.length ? 0.1 : 1,
      held > 0 ? 0.6 - 0.2 * (held / words.length) : 1,
    )
    return score < FAR || (held > 0 && score < 0.6) ? [{ ref, score }] : []
  })
  scored.sort((a, b) => a.score - b.score || a.ref.name.length - b.ref.name.length)
  return scored.slice(0, most).map(({ ref }) => ref)
}
