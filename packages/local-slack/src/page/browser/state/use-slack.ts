import { useEffect, useState } from 'react'
import type { State } from '../../../client.ts'
import { listen } from './events.ts'
import { live } from './live.ts'
import { fetchState } from './server.ts'

/** What a person sees, kept up to date; undefined until it is known. Without a person, what the first one sees. */
export const useSlack = (as: string | undefined): { readonly state: State | undefined; readonly online: boolean } => {
  const [seen, setSeen] = useState<{ readonly as: string | undefined; readonly state: State }>()
  const [online, setOnline] = useState(true)
  useEffect(() => {
    const kept = live({
      fetch: () => fetchState(as),
      changed: (state) => setSeen({ as: as ?? state.me, state }),
      failed: () => setOnline(false),
    })
    const heard =
      as === undefined
        ? undefined
        : listen(as, {
            event: kept.event,
            online: (is) => {
              setOnline(is)
              if (is) void kept.refetch() // what happened while nobody listened
            },
          })
    void kept.refetch()
    return () => {
      kept.stop()
      heard?.()
    }
  }, [as])
  return { state: as === undefined || seen?.as === as ? seen?.state : undefined, online }
}
