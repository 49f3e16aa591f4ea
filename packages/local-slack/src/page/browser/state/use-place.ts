import { useCallback, useEffect, useState } from 'react'
import { addressOf, type Place, placeOf } from './place.ts'

/** Goes elsewhere: what is named changes, the rest stays; `instead` leaves no step to come back to. */
export type Go = (change: Place, how?: 'instead') => void

/** Where the page is, and how to go elsewhere. */
export const usePlace = (): readonly [Place, Go] => {
  const [place, setPlace] = useState(() => placeOf(location.search))
  useEffect(() => {
    const back = () => setPlace(placeOf(location.search))
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const go = useCallback<Go>((change, how) => {
    const next = { ...placeOf(location.search), ...change }
    if (how === 'instead') history.replaceState(null, '', addressOf(next))
    else history.pushState(null, '', addressOf(next))
    setPlace(next)
  }, [])
  return [place, go]
}
