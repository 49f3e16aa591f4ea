import type { Checking } from './checking.ts'
import { allowed, didYouMean, shown } from './nearest.ts'
import { select, selectTexts } from './select.ts'

/** Checks what the shape of `alerts:` can't say: that each group that is named there has an id. */
export const checkAlerts = ({ data, at }: Checking): void => {
  const groups = select(data, 'alerts.groups.*').map(({ path }) => String(path.at(-1)))
  const named = [
    ...selectTexts(data, 'alerts.blind'),
    ...selectTexts(data, 'alerts.channels.*.blind').filter(({ value }) => value !== 'nobody'),
    ...selectTexts(data, 'alerts.channels.*.groups.*'),
  ]
  for (const { path, value } of named)
    if (!groups.includes(value))
      at(path, `${shown(value)} is not in alerts.groups; ${allowed(value, groups)}.${didYouMean(value, groups)}`)
}
