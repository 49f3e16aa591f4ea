import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const near = 80

/**
 * Keeps a list at its end while it grows, unless somebody scrolled up; another conversation begins at its end, and
 * sending a line leads there (`sent` counts the lines).
 */
export const useStickyBottom = (
  conversation: string,
  sent: number,
): readonly [RefObject<HTMLDivElement | null>, RefObject<HTMLDivElement | null>] => {
  const frame = useRef<HTMLDivElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation or another line is what leads there
  useLayoutEffect(() => {
    atEnd.current = true
    frame.current?.scrollTo({ top: frame.current.scrollHeight })
  }, [conversation, sent])
  useEffect(() => {
    const [outer, inner] = [frame.current, inside.current]
    if (!outer || !inner) return
    const scrolled = () => {
      atEnd.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < near
    }
    const grown = new ResizeObserver(() => atEnd.current && outer.scrollTo({ top: outer.scrollHeight }))
    grown.observe(inner)
    grown.observe(outer)
    outer.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      grown.disconnect()
      outer.removeEventListener('scroll', scrolled)
    }
  }, [])
  return [frame, inside]
}
