import type { RudderState } from '../truth/raw.ts'
import type { Truth } from '../truth/truth.ts'
import type { Reading } from './answer.ts'

/** “rudder settings” */
export const settings = (reading: Reading, { state }: Truth): void => {
  const all = state.settings
  const every = Number(all.run_frequency)
  const mode = String(all.global_policy_mode)
  const isFixed = all.global_policy_mode_overridable === false
  reading.facts({ mode, every })
  reading.says('title', /every (\d+) min/, [every])
  reading.says('title', /(audit|enforce)/, [mode])
  reading.says(
    'title',
    /(no directive or node can override)/,
    isFixed ? ['no directive or node can override'] : undefined,
  )
  reading.says('field Mode', /^(.+)$/, [isFixed ? `${mode}, can't be overridden` : mode])
  reading.says('field Agents run', /every (\d+) min/, [every])
  const policy = String(all.rudder_generation_policy)
  const words = { all: 'after each change', none: 'switched off', onlyManual: 'manual' }[policy] ?? policy
  reading.says('field Policy generation', /^(after each change|switched off|manual)/, [words])
  const isValidated = all.enable_change_request === true && state.validation.installed
  if (isValidated || all.enable_change_request !== true)
    reading.says('field Changes', /(at once|change request)/, [isValidated ? 'change request' : 'at once'])
  const isNeeded = all.enable_change_message === true && all.mandatory_change_message === true
  reading.says('field A reason', /^(must|need not)/, [isNeeded ? 'must' : 'need not'])
}

/** “rudder properties” */
export const properties = (reading: Reading, { state }: Truth): void => {
  reading.facts({ properties: state.properties.length })
  reading.says('title', /^(\d+) global/, [state.properties.length])
  reading.total('table', state.properties.length)
  for (const { id, description, provider } of state.properties)
    reading.saysOf('table', id, /^(.+)$/, [`${description} | ${provider ?? 'people'}`])
}

/** “rudder health”: of the checks the local Rudder always has the same four, one of them a warning. */
export const health = (reading: Reading, { nodes }: Truth): void => {
  const { version } = reading.message.facts ?? {}
  reading.facts({ critical: 0, warnings: 1, version: version ?? null })
  reading.says('title', /with (\d+) warning/, [1])
  reading.says('field Checks', /^(\d+): (\d+) fine$/, [4, 3])
  reading.says('field Nodes', /^(\d+)$/, [nodes.length])
  reading.says('field Relays', /^(\d+)$/, [0])
  for (const where of ['title', 'field Version', 'field Built', 'field System']) reading.take(where, /\d[\d.: -]+/)
  for (const where of ['list Plugins', 'list Look at', 'list Fine']) reading.take(where, /.+/)
}

type Request = RudderState['changeRequests'][number]

const isOpen = ({ status }: Request) => status.startsWith('Pending')

/** Whether each object is what the request was made from; when it was last written is no part of it. */
const isStill = (state: RudderState, { changes }: Request): boolean =>
  changes.every(({ kind, before, after }) => {
    const lists = { rule: state.rules, directive: state.directives, group: state.groups, parameter: state.properties }
    const stored: object | undefined = lists[kind].find(({ id }) => id === (before ?? after)?.id)
    const text = (one: object) => JSON.stringify({ ...one, changedAt: 0 })
    return before === undefined ? !stored : stored !== undefined && text(stored) === text(before)
  })

/** “rudder requests”, those that are open or all */
export const requests = (reading: Reading, { state }: Truth, which: 'open' | 'all'): void => {
  const all = state.changeRequests
  const hasNone = !state.validation.installed || state.validation.off || state.settings.enable_change_request !== true
  if (hasNone) {
    reading.says('title', /(has no change requests)/, ['has no change requests'])
    return
  }
  const found = all.filter((one) => which === 'all' || isOpen(one))
  const open = found.filter(isOpen)
  const conflicts = open.filter((one) => !isStill(state, one))
  reading.facts({ requests: found.length, open: open.length, conflicts: conflicts.length })
  reading.says('title', /^(\d+) (?:open )?change requests?/, found.length > 0 ? [found.length] : undefined)
  reading.says('title', /, (\d+) in conflict/, conflicts.length > 0 ? [conflicts.length] : undefined)
  reading.total('table', found.length)
  for (const one of found) {
    const status = conflicts.includes(one) ? `${one.status}, in conflict` : one.status
    reading.saysOf('table', `#${one.id}`, /^(.+)$/, [[one.displayName, status, one.createdBy].join(' | ')])
  }
}

/** “rudder request <number>” */
export const requestShow = (reading: Reading, { state }: Truth, request: Request): void => {
  const isConflict = isOpen(request) && !isStill(state, request)
  const changed = request.changes.flatMap(({ before, after }) =>
    Object.keys({ ...before, ...after }).filter(
      (key) => JSON.stringify(before?.[key as never]) !== JSON.stringify(after?.[key as never]),
    ),
  )
  reading.facts({ changes: changed.length })
  reading.says('title', /^Change request #(\d+)/, [request.id])
  reading.says('lead', /^((?:Pending|Deployed|Cancelled)[^.]*)\./, [request.status])
  reading.says('field Opened by', /^(.+)$/, [request.createdBy])
  reading.says('notes', /(Not applied yet)/, isOpen(request) ? ['Not applied yet'] : undefined)
  reading.says('notes', /(In conflict)/, isConflict ? ['In conflict'] : undefined)
  reading.take('lead', /.+/)
}
