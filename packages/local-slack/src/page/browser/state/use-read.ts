import { useCallback, useState } from 'react'

const key = 'coxswain-playground-read'
type Marks = Readonly<Record<string, string>>

const stored = (): Marks => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Marks
  } catch {
    return {}
  }
}

const later = (one = '0', other = '0') => (Number.parseFloat(one) > Number.parseFloat(other) ? one : other)

/**
 * How far each person has read each conversation, for as long as this tab is open. What was there when the page was
 * opened counts as read.
 */
export const useRead = (now: number) => {
  const [marks, setMarks] = useState<Marks>(() => ({ opened: String(now / 1000), ...stored() }))
  const since = useCallback((me: string, channel: string) => later(marks[`${me} ${channel}`], marks.opened), [marks])
  const read = useCallback((me: string, channel: string, ts: string) => {
    setMarks((before) => {
      if (Number.parseFloat(before[`${me} ${channel}`] ?? '0') >= Number.parseFloat(ts)) return before
      const after = { ...before, [`${me} ${channel}`]: ts }
      sessionStorage.setItem(key, JSON.stringify(after))
      return after
    })
  }, [])
  return { since, read }
}
