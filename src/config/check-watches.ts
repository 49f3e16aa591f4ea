import type { Checking } from './checking.ts'
import { allowed, didYouMean, shown } from './nearest.ts'
import { select, selectTexts } from './select.ts'
import { ownWord } from './systems.ts'

/** Checks the lines of `watches:`, as far as that needs no server. */
export const checkWatches = ({ data, systems, at }: Checking): void => {
  const understand = systems[ownWord]?.watch
  if (!understand) return
  const connections = select(data, 'connections.*').map(({ path, value }) => ({
    id: String(path[1]),
    isDefault: select(value, 'default')[0]?.value === true,
    channels: selectTexts(value, 'channels.*').map(({ value: channel }) => channel),
  }))
  const groups = select(data, 'alerts.groups.*').map(({ path }) => String(path.at(-1)))
  for (const { path, value: line } of selectTexts(data, 'watches.*.line')) {
    const place = [...path.slice(0, -1)]
    const [channel] = selectTexts(data, `watches.${path[1]}.channel`)
    const found = understand({ line, channel: channel?.value ?? '', connections })
    if ('mistake' in found) {
      at(path, `can't be watched: ${found.mistake}`)
      continue
    }
    if (found.namesTimes && select(data, `watches.${path[1]}.zone`).length === 0)
      at(place, 'needs zone, because its line names a time of day; such as zone: Europe/Paris')
    const ping = found.ping?.toLowerCase()
    if (ping !== undefined && !groups.includes(ping))
      at(
        path,
        `pings ${shown(ping)}, which is not in alerts.groups; ${allowed(ping, groups)}.${didYouMean(ping, groups)}`,
      )
  }
}
