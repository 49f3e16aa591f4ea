import { useEffect, useRef } from 'react'

/** Calls `then` some milliseconds after `what` came to be what it is; not while it is undefined, and once only. */
export const useAfter = (what: unknown, ms: number, then: () => void): void => {
  const latest = useRef(then)
  latest.current = then
  useEffect(() => {
    if (what === undefined) return
    const timer = setTimeout(() => latest.current(), ms)
    return () => clearTimeout(timer)
  }, [what, ms])
}
